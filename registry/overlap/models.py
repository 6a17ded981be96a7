"""What the register's systems come to when their descriptions are compared, kept so that no text is read twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.systems.models import System


class Indexed(models.Model):
    """One system's features. ``version`` is the index's when this row was written, so a process fetches only what is newer."""

    system = models.OneToOneField(System, models.CASCADE, primary_key=True, related_name="+")
    features = models.BinaryField(help_text="Sorted unsigned 32-bit numbers, see ``rules/features.py``.")
    recipe = models.CharField(max_length=16, help_text="Which synonyms and code the features were made with.")
    version = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("indexed system")

    def __str__(self) -> str:
        return str(self.system_id)


class IndexState(models.Model):
    """The one row that counts the writes of the index; whoever writes it holds this row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of the overlap index")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="index_state_only_one")]

    def __str__(self) -> str:
        return str(self.version)
