"""The page of this room: the red lines in force, and a check of any text against them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from lifecycle.red_lines.forms import TextForm
from lifecycle.red_lines.rules import scan
from lifecycle.red_lines.selectors import rule_set
from registry.organisations.requests import SignedInRequest
from registry.provenance import Source
from registry.systems.enums import SystemKind


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def red_lines(request: SignedInRequest) -> HttpResponse:
    """What is forbidden, whom it binds and who says so; POST scans a text, which is kept nowhere."""
    rules = rule_set()
    form = TextForm(request.POST or None)
    matches = scan(form.cleaned_data["text"], rules) if rules and form.is_valid() else None
    lines = [
        {
            "line": line,
            "kinds": "、".join(capfirst(str(kind.label)) for kind in SystemKind if kind in line.kinds),
            "source": capfirst(str(Source(line.source).label)),
        }
        for line in (rules.lines if rules else ())
    ]
    context = {
        "rules": rules,
        "form": form,
        "lines": lines,
        "scanned": matches is not None,
        "likely": [match for match in matches or () if match.likely],
        "unlikely": [match for match in matches or () if not match.likely],
    }
    return render(request, "red_lines/red_lines.html", context)
