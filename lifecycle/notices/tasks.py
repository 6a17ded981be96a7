"""Getting notices out of the program in the background."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle.notices.models import Delivery
from lifecycle.notices.services.delivering import deliver
from lifecycle.notices.services.giving import DELIVER
from registry.jobs.handlers import Progress, handles
from registry.jobs.models import Job


@handles(DELIVER, label=_("deliver a notice"))
def deliver_one(job: Job, progress: Progress) -> dict[str, Any]:
    """For each notice and channel, soon after it was made. Safe to run twice: what was sent is not sent again."""
    delivery = Delivery.objects.select_related("notice__person").get(pk=job.arguments["delivery"])
    return {"sent": deliver(delivery=delivery)}
