"""One HTTP request for a JSON document, sent to a vetted address and nowhere else."""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from lifecycle.clearances.limits import reach_here
from lifecycle.clearances.probes.addresses import NoAnswer, Reach, dial, networks, time_left, vet
from lifecycle.clearances.probes.names import resolve
from lifecycle.clearances.probes.targets import Target, parse_target

MOST_BYTES = 8 * 1024 * 1024
SECONDS = 30.0
_PIECE = 1 << 16
_REDIRECTS = range(300, 400)
_OK = 200


class Unanswered(Exception):
    """There is no answer that could be used; the text says why, in people's words, and holds no token."""


@dataclass(frozen=True, slots=True)
class Question:
    """``form`` is posted; ``headers`` are sent with it."""

    address: str
    form: Mapping[str, str]
    headers: Mapping[str, str]


def reach_to_pull() -> Reach:
    """How far asking may go: ``PULL_NETWORKS``, by the name servers of probes.

    Raises:
        ValueError: the setting is not a list of networks; the system check says so at the start.
    """
    return replace(reach_here(), networks=networks(settings.PULL_NETWORKS), seconds=SECONDS, body_bytes=MOST_BYTES)


def ask(question: Question, reach: Reach) -> Any:
    """The JSON answered.

    Raises:
        Unanswered: no answer within the time and size allowed, a redirect, an error, or no JSON.
    """
    until = time.monotonic() + reach.seconds
    try:
        if not reach.networks:
            raise Unanswered(_("Asking is switched off: PULL_NETWORKS names no network."))
        target = parse_target(question.address)
        if target.scheme not in ("http", "https"):
            raise Unanswered(_("The address does not begin with http:// or https://."))
        machines = [vet(each, reach.networks) for each in resolve(target.host, reach, until=until).addresses]
        line = dial(machines[0], target.port, until=until)
        with line:
            status, body = _exchange(_encrypted(line, target, reach, until), target, question, reach, until)
    except NoAnswer as no:
        raise Unanswered(f"{no.reason.label} {no.detail}".strip()) from no
    except TimeoutError as error:
        raise Unanswered(_("The answer took too long.")) from error
    except (OSError, http.client.HTTPException) as error:
        raise Unanswered(_("The connection broke off: %(words)s") % {"words": type(error).__name__}) from error
    return _read(status, body)


def _encrypted(line: socket.socket, target: Target, reach: Reach, until: float) -> socket.socket:
    line.settimeout(time_left(until))
    if target.scheme == "http":
        return line
    context = reach.tls or ssl.create_default_context()
    return context.wrap_socket(line, server_hostname=target.host)


def _exchange(line: socket.socket, target: Target, question: Question, reach: Reach, until: float) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = line
    try:
        line.settimeout(time_left(until))
        connection.request(
            "POST",
            target.path,
            urlencode(question.form).encode(),
            {
                "Host": target.authority,
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
                "User-Agent": "Taizhang",
                "Connection": "close",
                **question.headers,
            },
        )
        answer = connection.getresponse()
        body = b""
        while piece := answer.read1(_PIECE):
            body += piece
            if len(body) > reach.body_bytes:
                raise Unanswered(_("The answer is larger than %(most)d MB.") % {"most": reach.body_bytes >> 20})
            line.settimeout(time_left(until))
        return answer.status, body
    finally:
        connection.close()


def _read(status: int, body: bytes) -> Any:
    if status in _REDIRECTS:
        raise Unanswered(
            _("The address forwards elsewhere (%(status)d); write the one it leads to.") % {"status": status}
        )
    try:
        told = json.loads(body)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Unanswered(_("The answer (%(status)d) is no JSON.") % {"status": status}) from error
    if status != _OK and not isinstance(told, dict):
        raise Unanswered(_("The service answered %(status)d.") % {"status": status})
    return told
