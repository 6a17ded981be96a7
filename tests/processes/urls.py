"""The program's pages, and two to ask for work and to look at it."""

from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from registry.jobs import services, tasks
from registry.jobs.models import Job, Slot
from registry.organisations.models import Organisation


@csrf_exempt
def add(request: HttpRequest, kind: str) -> JsonResponse:
    job = services.add(kind, by=None, arguments={})
    tasks.nudge()
    return JsonResponse({"job": job.code})


def jobs(request: HttpRequest) -> JsonResponse:
    """``{code: [kind, state, attempts, traces]}`` and the slots that have a job."""
    traces = list(Organisation.objects.values_list("name", flat=True))
    return JsonResponse(
        {
            "jobs": {
                job.code: [job.kind, job.state, job.attempts, traces.count(job.code)] for job in Job.objects.all()
            },
            "slots": Slot.objects.exclude(job=None).count(),
        }
    )


urlpatterns = [path("tests/add/<str:kind>/", add), path("tests/jobs/", jobs), path("", include("config.urls"))]
