"""Getting a notice out of the program."""

import hashlib
import hmac
import json
import urllib.request
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lifecycle.notices.enums import Channel
from lifecycle.notices.models import Delivery, Notice

TIMEOUT_SECONDS = 10


class Undelivered(Exception):
    """The other side did not take it; it is tried again later."""


def deliver(*, delivery: Delivery) -> bool:
    """Hand a notice over, unless it was before; whether it was handed over here. Call it outside a transaction.

    It is marked as sent first: a crash between the two loses an e-mail whose notice still stands in the program, and
    nobody ever gets it twice.

    Raises:
        Undelivered: the other side refused or did not answer; it counts as not sent.
    """
    claimed = Delivery.objects.filter(pk=delivery.pk, sent_at__isnull=True)
    if not claimed.update(sent_at=timezone.now(), attempts=F("attempts") + 1):
        return False
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _send(delivery)
    except (OSError, Undelivered) as problem:  # of SMTP too
        Delivery.objects.filter(pk=delivery.pk).update(sent_at=None)
        raise Undelivered(str(problem)) from problem
    return True


def _send(delivery: Delivery) -> None:
    if delivery.channel == Channel.EMAIL:
        _mail(delivery.notice)
    else:
        _post(delivery.notice)


def _mail(notice: Notice) -> None:
    said, address = notice.sentence, f"{settings.SITE_URL}{notice.url}"
    link = [address] if settings.SITE_URL and notice.url else []
    closing = _("This message was sent by Taizhang. Everything it is about stands there; answers to it are not read.")
    message = EmailMessage(" ".join(said.split()), "\n\n".join([said, *link, closing]), to=[notice.person.email])
    message.send()


def _post(notice: Notice) -> None:
    """One JSON document to the one configured address: no redirect is followed, and no proxy of the machine is used."""
    told: dict[str, Any] = {
        "key": notice.key,
        "kind": notice.kind,
        "to": notice.person.account,
        "subject": notice.subject,
        "text": notice.sentence,
        "url": f"{settings.SITE_URL}{notice.url}" if settings.SITE_URL else notice.url,
        "at": notice.made_at.isoformat(),
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    signature = hmac.new(settings.NOTICES_WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()
    request = urllib.request.Request(  # noqa: S310  (the settings take http and https only)
        settings.NOTICES_WEBHOOK_URL,
        body,
        {"Content-Type": "application/json; charset=utf-8", "X-Taizhang-Signature": f"sha256={signature}"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS):
            return
    except URLError as problem:
        raise Undelivered(str(problem)) from problem


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_said: Any) -> None:
        """Leads nowhere: the answer itself becomes an error."""
