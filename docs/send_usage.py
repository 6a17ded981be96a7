"""Send yesterday's usage of one system to Taizhang. Python 3, nothing to install; run it once a day."""

import json
import os
import urllib.request
from datetime import date, timedelta
from typing import Any

ADDRESS = os.environ["TAIZHANG"]  # https://taizhang.example
TOKEN = os.environ["TAIZHANG_TOKEN"]  # a token of the scope "report usage"
COLLECTOR = os.environ.get("TAIZHANG_COLLECTOR", "my-system")


def post(path: str, body: Any, key: str) -> Any:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json", "Idempotency-Key": key}
    request = urllib.request.Request(f"{ADDRESS}/api/v1/{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def send(system: str, day: date, counts: dict[str, int]) -> Any:
    """``counts``: what you count; leave out what you do not know, and write 0 only for what you counted to be 0."""
    row = {"system": system, "day": day.isoformat(), **counts}
    body = {"collector": COLLECTOR, "complete": True, "rows": [row]}
    return post("usage/", body, key=f"{COLLECTOR} {json.dumps(row, sort_keys=True)}"[:200])


if __name__ == "__main__":
    yesterday = date.today() - timedelta(days=1)
    print(send(os.environ["SYSTEM"], yesterday, {"active_users": 42, "sessions": 60, "substantive_actions": 17}))
