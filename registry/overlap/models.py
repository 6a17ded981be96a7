"""What the register's systems come to when their descriptions are compared, kept so that no text is read twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.systems.models import System


class Indexed(models.Model):
    """One system's features. ``version`` is that of the write it came with, so a process fetches only what is newer."""

    system = models.OneToOneField(System, models.CASCADE, primary_key=True, related_name="+")
    features = models.BinaryField(help_text="Unsigned 32-bit numbers in order, see ``rules/features.py``.")
    recipe = models.CharField(max_length=16, help_text="Which synonyms and code the features were made with.")
    version = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("indexed system")

    def __str__(self) -> str:
        return str(self.system_id)


class IndexWrite(models.Model):
    """One write of the index, done under the lock of the register. The newest is what a process compares itself with.

    ``stamp`` is drawn for each write: a process whose version bears another one (a restored backup) loads everything anew,
    and so does one that missed a ``whole`` write.
    """

    version = models.PositiveBigIntegerField(primary_key=True)
    stamp = models.CharField(max_length=16)
    whole = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("write of the overlap index")

    def __str__(self) -> str:
        return str(self.version)
