"""Programs sign in with a machine token: ``Authorization: Bearer …``."""

import hashlib

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from registry.organisations.models import MachineToken


class MachineTokenAuthentication(BaseAuthentication):
    """Looks the token up on every request, so a revoked one is dead at once."""

    def authenticate(self, request: Request) -> tuple[MachineToken, MachineToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret:
            return None
        digest = hashlib.sha256(secret.strip().encode()).hexdigest()
        token = (
            MachineToken.objects.select_related("organisation").filter(secret_sha256=digest, revoked_at=None).first()
        )
        if token is None:
            raise AuthenticationFailed(_("This token is unknown or revoked."))
        return token, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
