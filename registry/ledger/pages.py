"""The ledger as pages: every event newest first, and one event with its data and its place in the chain."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.ledger.chain import HASHED_FIELDS, digest
from registry.ledger.filters import EventFilter
from registry.ledger.models import Event
from registry.ledger.permissions import may_read_ledger

PAGE_SIZE = 50


@login_required
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Everything that was done, newest first."""
    _admit(request)
    filterset = EventFilter(request.GET or None, queryset=Event.objects.all())
    understood = not request.GET or filterset.is_valid()
    found = filterset.qs.order_by("-at", "-id") if understood else Event.objects.none()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "ledger/events.html", {"filterset": filterset, "page_obj": page})


@login_required
@require_safe
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One event, its hash computed again here, and its neighbours in the chain."""
    _admit(request)
    event = get_object_or_404(Event, pk=pk)
    neighbours = {
        near.seq: near for near in Event.objects.filter(stream=event.stream, seq__in=[event.seq - 1, event.seq + 1])
    }
    before, after = neighbours.get(event.seq - 1), neighbours.get(event.seq + 1)
    context = {
        "event": event,
        "data": json.dumps(event.data, ensure_ascii=False, indent=2),
        "before": before,
        "after": after,
        "holds": digest({name: getattr(event, name) for name in HASHED_FIELDS}) == event.hash
        and event.previous_hash == (before.hash if before else ""),
    }
    return render(request, "ledger/event.html", context)


def _admit(request: HttpRequest) -> None:
    """The person comes from a room above; only the name of its relation is known here."""
    person: Any = request.user
    roles = person.memberships.active(timezone.localdate()).values_list("role", flat=True)
    if not may_read_ledger(set(roles)):
        raise PermissionDenied
