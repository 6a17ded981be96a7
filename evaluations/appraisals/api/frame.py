"""What every act of this room shares over HTTP: who acts, what was sent, and one effect however often it comes.

Nothing made here changes again, so there is no version to match: an ``Idempotency-Key`` is what makes sending twice safe.
"""

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response

from evaluations.usage.services.answers import answer_once
from lifecycle.cases.receipts import sha256_of
from registry.organisations.callers import Called, key_of
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to

_LOCATION = OpenApiParameter(
    "Location", OpenApiTypes.STR, OpenApiParameter.HEADER, response=[201], description="Where it can be read."
)
_IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same act again under the same key changes nothing and is answered the same.",
)
CREATES = [_IDEMPOTENCY_KEY, _LOCATION]


class ActView(Called):
    """Programs read what their organisation sees; only people act. What one may not see does not exist."""

    def system(self) -> System:
        return get_object_or_404(systems_visible_to(self.caller), code=self.kwargs["code"])

    def created(self, act: Callable[[], tuple[Any, str]]) -> Response:
        """201 with what ``act`` made and where it is; under an ``Idempotency-Key`` it acts once.

        Raises:
            ValidationError: the key is too long.
            KeyReused: the key was used for something else.
        """

        def acted() -> dict[str, Any]:
            made, location = act()
            return {"made": made, "location": location}

        key = key_of(self.request)
        asked = sha256_of({"path": self.request.path, "body": self.request.data})
        answer = answer_once(account=self.person.account, key=key, body_sha256=asked, act=acted) if key else acted()
        return Response(answer["made"], status.HTTP_201_CREATED, headers={"Location": answer["location"]})
