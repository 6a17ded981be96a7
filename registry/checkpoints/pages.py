"""Checkpoints to look at and to take away, for auditors and administrators."""

import json
from collections.abc import Callable
from functools import wraps
from inspect import getsource
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.checkpoints.models import Checkpoint
from registry.checkpoints.selectors import document_of, newest
from registry.ledger import chain
from registry.ledger.permissions import may_read_ledger
from registry.ledger.selectors import export
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_today

PAGE_SIZE = 50
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]


def for_readers(view: View) -> View:
    """Only for those who may read the ledger."""

    @wraps(view)
    def admitted(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_ledger(roles_today(request.user)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(require_safe(admitted))


@for_readers
def checkpoint_list(request: SignedInRequest) -> HttpResponse:
    """Every checkpoint, newest first, and how a stranger verifies with one."""
    page = Paginator(Checkpoint.objects.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "checkpoints/checkpoints.html", {"page_obj": page, "newest": newest()})


@for_readers
def checkpoint_file(request: SignedInRequest, number: int) -> HttpResponse:
    """One checkpoint, to be kept where nobody of this installation can change it."""
    document = document_of(get_object_or_404(Checkpoint, number=number))
    answer = HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/json")
    return _named(answer, f"checkpoint-{number}.json")


@for_readers
def verifier(request: SignedInRequest) -> HttpResponse:
    """The one file that verifies an export anywhere."""
    return _named(HttpResponse(getsource(chain), content_type="text/x-python; charset=utf-8"), "verify_ledger.py")


@for_readers
def ledger_export(request: SignedInRequest) -> StreamingHttpResponse:
    """The whole ledger as JSON lines, for the verifier."""
    answer = StreamingHttpResponse(export(), content_type="application/jsonl; charset=utf-8")
    return _named(answer, f"ledger-{timezone.localdate():%Y%m%d}.jsonl")


def _named(answer: Answer, name: str) -> Answer:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
