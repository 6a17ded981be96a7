"""Views of the site itself."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.api.problem_types import BROKEN, BY_CODE, MALFORMED, NOT_FOUND, NOT_PERMITTED, TYPES, ProblemType
from config.api.problems import bare_problem
from config.demo.people import ACCOUNTS
from config.shell import THEMES
from registry.organisations.services import set_password

API = "/api/"
A_YEAR = 365 * 24 * 3600


class SignIn(LoginView):
    """The page of whoever is not signed in; in the demo it tells every account."""

    template_name = "sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = [account.told() for account in ACCOUNTS] if settings.DEMO else []
        return super().get_context_data(demo_accounts=accounts, **kwargs)


class ChangePassword(PasswordChangeView):
    """Everybody's own password; whoever is signed in elsewhere is not any more."""

    template_name = "change_password.html"
    success_url = reverse_lazy("change-password")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        person = set_password(person=form.user, password=form.cleaned_data["new_password1"], by=form.user)
        update_session_auth_hash(self.request, person)
        messages.success(self.request, _("Your new password counts from now on."))
        return HttpResponseRedirect(self.get_success_url())


def health(request: HttpRequest) -> JsonResponse:
    """Answers 200 when the process serves and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie, so that the next page arrives in it, and go back."""
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        return HttpResponseBadRequest()
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    answer.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return answer


def problem(request: HttpRequest, code: str = "") -> HttpResponse:
    """What a problem document's ``type`` leads to."""
    if code and code not in BY_CODE:
        raise Http404
    return render(request, "problem_types.html", {"types": [BY_CODE[code]] if code else TYPES})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, MALFORMED)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, NOT_PERMITTED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    return _answer(request, BROKEN)


def _answer(request: HttpRequest, kind: ProblemType) -> HttpResponse:
    if request.path.startswith(API):
        return bare_problem(kind, request)
    return render(request, f"{kind.status}.html", status=kind.status)
