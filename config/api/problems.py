"""Every refusal of the API as a problem document (RFC 9457)."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    return exception_handler(exc, context)
