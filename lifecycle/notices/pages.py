"""One's own notices, how they reach one, and one's calendar."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifecycle.notices.agenda import agenda_of
from lifecycle.notices.forms import EmailForm
from lifecycle.notices.icalendar import calendar_of
from lifecycle.notices.selectors import feed_of, feed_under, notices_of
from lifecycle.notices.services import close_feed, mark_read, open_feed
from registry.organisations.requests import SignedInRequest
from registry.organisations.services import set_email

PAGE_SIZE = 50


@login_required
@require_safe
def notice_list(request: SignedInRequest) -> HttpResponse:
    """One's own notices, newest first."""
    page = Paginator(notices_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "notices/notices.html", {"page_obj": page})


@login_required
@require_safe
def follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """To the page a notice is about; it has been read then."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    mark_read(person=request.user, notice=notice)
    return redirect(notice.url or "notices:list")


@login_required
@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    mark_read(person=request.user)
    return redirect("notices:list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: SignedInRequest) -> HttpResponse:
    """Where notices are sent, and the calendar feed."""
    form = EmailForm(request.POST or None, initial={"email": request.user.email})
    if request.method == "POST" and form.is_valid():
        set_email(person=request.user, email=form.cleaned_data["email"], by=request.user)
        messages.success(request, _("Saved. Notices made from now on go there."))
        return redirect("notices:channels")
    return _channels(request, form)


@login_required
@require_POST
@never_cache
def open_calendar(request: SignedInRequest) -> HttpResponse:
    """A new secret address, shown on this one answer."""
    _feed, secret = open_feed(person=request.user)
    path = reverse("notices:calendar", args=[secret])
    address = f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
    return _channels(request, EmailForm(initial={"email": request.user.email}), address=address)


@login_required
@require_POST
def close_calendar(request: SignedInRequest) -> HttpResponse:
    if close_feed(person=request.user):
        messages.success(request, _("The calendar feed is closed; its address leads nowhere any more."))
    return redirect("notices:channels")


@require_safe
@never_cache
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What is due for the owner of the secret, for calendar programs, which sign in nowhere."""
    feed = feed_under(secret)
    if feed is None:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        told = calendar_of(agenda_of(feed.person), name=_("Taizhang"), site=settings.SITE_URL, at=timezone.now())
    answer = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _channels(request: SignedInRequest, form: EmailForm, *, address: str = "") -> HttpResponse:
    context = {
        "form": form,
        "sends_email": bool(settings.EMAIL_HOST),
        "feed": feed_of(request.user),
        "address": address,
    }
    return render(request, "notices/channels.html", context)
