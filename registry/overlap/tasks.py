"""What the worker does for the index."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job
from registry.overlap.services import CATCH_UP, index_all


@scheduled(CATCH_UP, at="03:20")
@handles(CATCH_UP, label=_("Catching up with the overlap index"), limit=timedelta(minutes=10))
def catch_up(job: Job, progress: Progress) -> dict[str, Any]:
    """Daily: systems that are not in the index, and all of them after the synonyms changed; then the files, also after large
    imports. Safe to run twice."""
    return {"indexed": index_all(progress=progress)}
