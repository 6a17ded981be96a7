"""What every act of this room shares over HTTP: who acts, on which version, and one effect however often it comes."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.response import Response

from evaluations.usage.services.answers import answer_once
from lifecycle.cases.api.versions import etag_of, expected_version
from lifecycle.cases.receipts import sha256_of
from registry.organisations.callers import Called, key_of

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description="The ETag that was read."
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same act again under the same key changes nothing and is answered the same.",
)
ETAG = OpenApiParameter(
    "ETag", OpenApiTypes.STR, OpenApiParameter.HEADER, response=[200, 201], description='E.g. `"v3"`.'
)
COMMAND = [IF_MATCH, IDEMPOTENCY_KEY]


class ActView(Called):
    """An act by a person on something with a version. The key is looked at before the version."""

    def acted(self, act: Callable[[int], dict[str, Any]]) -> Response:
        """201 with what ``act`` answers; it gets the version the caller has read, and acts once under an ``Idempotency-Key``.

        Raises:
            ValidationError: the key is too long.
            KeyReused: the key was used for something else.
            VersionMissing, VersionChanged: ``If-Match`` is not there, or is none of our tags.
        """

        return self.created(lambda: act(expected_version(self.request)))

    def created(self, act: Callable[[], dict[str, Any]]) -> Response:
        """201 with what ``act`` answers, for what has no version yet; under an ``Idempotency-Key`` it acts once.

        Raises:
            ValidationError, KeyReused: as in :meth:`acted`.
        """
        key = key_of(self.request)
        asked = sha256_of({"path": self.request.path, "body": self.request.data})
        answer = answer_once(account=self.person.account, key=key, body_sha256=asked, act=act) if key else act()
        return Response(answer, status.HTTP_201_CREATED)


def tagged(data: dict[str, Any], version: int) -> Response:
    """200 with an ``ETag``."""
    return Response(data, headers={"ETag": etag_of(version)})
