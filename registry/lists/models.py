"""Saved views."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.models import Person


class SavedView(models.Model):
    """The state of one list under a name. ``list_name`` is the URL name of the list, ``query`` begins with ``?``."""

    list_name = models.CharField(max_length=80)
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.CharField(max_length=2000)
    owner = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    shared = models.BooleanField(_("show it to everyone"), default=False)
    default = models.BooleanField(_("open the list with it"), default=False, help_text="For its owner only.")

    class Meta:
        verbose_name = _("saved view")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "list_name", "name"], name="saved_view_name_once"),
            models.UniqueConstraint(
                fields=["owner", "list_name"], condition=Q(default=True), name="saved_view_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name
