"""What was seen before a launch."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import AcceptanceTest
from lifecycle.cases.models.case import Case
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person


@insert_only
class AcceptanceRecord(models.Model):
    """One test of one acceptance, for ever. A system that fails is tested again, so a case may have several of each."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="acceptance_records")
    test = models.CharField(_("test"), max_length=20, choices=AcceptanceTest)
    passed = models.BooleanField(_("passed"))
    remark = models.TextField(_("what was seen"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("tested by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("acceptance record")
        ordering = ["case", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "test", "at"], name="acceptance_test_once_a_time"),
            models.CheckConstraint(condition=Q(test__in=AcceptanceTest.values), name="acceptance_test_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} {self.get_test_display()}"
