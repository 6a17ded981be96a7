"""The SHA-256 of what somebody filed: pure, so that anybody can compute it again."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def sha256_of(content: Any) -> str:
    """Over the content as JSON, keys sorted, UTF-8; lower-case hexadecimal."""
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
