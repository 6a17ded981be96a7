"""Reading jobs."""

from django.db.models import QuerySet
from django.utils import timezone

from registry.jobs.models import Job
from registry.jobs.permissions import SEE_ALL_JOBS
from registry.organisations.models import Membership, Person


def jobs_visible_to(person: Person) -> QuerySet[Job]:
    """One's own jobs; the data bureau's people, auditors and administrators see everybody's. Newest first, one extra query."""
    jobs = Job.objects.select_related("by")
    memberships = Membership.objects.active(timezone.localdate())
    if memberships.filter(person=person, role__in=SEE_ALL_JOBS).exists():
        return jobs
    return jobs.filter(by=person)
