"""The way to the end: what is announced when, in which words, and what to put where the system was."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lifecycle.cases.enums import Grade
from lifecycle.closeout import services
from lifecycle.closeout.forms import AnnounceForm
from lifecycle.closeout.gone import server_settings
from lifecycle.closeout.models import Announcement
from lifecycle.closeout.pages.frame import CloseoutPage, before
from lifecycle.closeout.permissions import settlers
from lifecycle.closeout.rules.announcing import announcement
from lifecycle.closeout.rules.settling import obstacles_to_work
from lifecycle.closeout.selectors import leaving_of, part_of, successor_of
from registry.refusals import Refused

FIRST_HOUR, HOURS = 9, 2
"""When a first proposed time without service begins, and how long it is."""


class Schedule(CloseoutPage):
    """The four grades with their days, the announced times, and the text for the next one."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.page(AnnounceForm(initial=self._proposed()))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        form = AnnounceForm(request.POST)
        if form.is_valid():
            try:
                services.announce(case=self.case, by=self.person, **form.cleaned_data)
            except Refused as refusal:
                form.show(refusal.obstacles)
            else:
                messages.success(request, _("Kept. Show the text where it says."))
                return redirect("closeout:schedule", number)
        return self.page(form, status=422)

    def page(self, form: AnnounceForm, *, status: int = 200) -> HttpResponse:
        case, successor = self.case, successor_of(self.case)
        path = successor.access_paths.filter(address__startswith="http").first() if successor else None
        told = {
            "case": case,
            "steps": self._steps(),
            "announcements": Announcement.objects.filter(case=case).select_related("by"),
            "form": form,
            "obstacles": before(
                [*part_of(case, self.person, settlers(case)).obstacles, *obstacles_to_work(case.state)]
            ),
            "successor": successor,
            "server": server_settings(notice=f"{case.number}.html", successor_address=path.address if path else ""),
            "has_clearances": case.clearances.exists(),
        }
        return render(self.request, "closeout/schedule.html", told, status=status)

    def _steps(self) -> list[dict[str, str]]:
        """The grades in their order, and how far the system is switched off."""
        here = list(Grade.values).index(self.case.grade) if self.case.grade else -1
        told = []
        for place, grade in enumerate(Grade):
            state = "done" if place < here else "current" if place == here else "waiting"
            day = self.case.grade_on.isoformat() if place == here and self.case.grade_on else ""
            told.append({"label": capfirst(str(grade.label)), "state": state, "detail": day})
        return told

    def _proposed(self) -> dict[str, object]:
        day = timezone.localdate() + timedelta(days=max(settings.BROWNOUT_NOTICE_DAYS, 1))
        begins = timezone.make_aware(datetime.combine(day, time(FIRST_HOUR)))
        ends = begins + timedelta(hours=HOURS)
        text = announcement(leaving_of(self.case), begins_at=begins, ends_at=ends)
        return {"begins_at": begins, "ends_at": ends, "text": text}
