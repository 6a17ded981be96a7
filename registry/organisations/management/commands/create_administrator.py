"""``manage.py create_administrator USERNAME --name NAME``: the first person who can sign in, and lets the others in."""

import os
import sys
from argparse import ArgumentParser
from getpass import getpass
from json import dumps
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Organisation
from registry.organisations.services import add_organisation, create_account, grant
from registry.refusals import Refused

PASSWORD = "TAIZHANG_PASSWORD"  # noqa: S105 -- where it is read from
DATA_BUREAU = "数据局"


class Command(BaseCommand):
    help = (
        "Open an account and make it an administrator, who opens accounts and grants roles on the page 单位. Asks for the "
        f"password twice, or reads it from ${PASSWORD}."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument(
            "--organisation",
            metavar="NAME",
            help=f"name or code; made as a data bureau when there is none (the only data bureau, or {DATA_BUREAU})",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(
        self, *args: Any, username: str, name: str, organisation: str | None, json: bool, **options: Any
    ) -> None:
        password = _password()
        try:
            with transaction.atomic():
                person = create_account(username=username, name=name, password=password, by=None)
                where, made = _find_or_add(organisation)
                grant(person=person, organisation=where, role=Role.ADMINISTRATOR, by=None)
        except Refused as refusal:
            if json:
                errors = [{"code": told.code, "message": str(told), "field": told.field} for told in refusal.obstacles]
                self.stdout.write(dumps({"ok": False, "errors": errors}, ensure_ascii=False, indent=2))
            raise CommandError(str(refusal)) from None
        told = {"code": where.code, "name": where.name, "made": made}
        if json:
            report = {"ok": True, "account": person.username, "name": person.name, "organisation": told, "errors": []}
            self.stdout.write(dumps(report, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(f"{person.username} is administrator of {where.name} ({where.code}).")


def _password() -> str:
    """Raises:
    CommandError: nobody is there to type it, or the two differ.
    """
    if (said := os.environ.get(PASSWORD)) is not None:
        return said
    if not sys.stdin.isatty():
        raise CommandError(f"Nobody can type the password here: set {PASSWORD}.", returncode=2)
    password = getpass("Password: ")
    if password != getpass("The same again: "):
        raise CommandError("The two passwords are not the same.", returncode=2)
    return password


def _find_or_add(told: str | None) -> tuple[Organisation, bool]:
    """The organisation of that name or code, or the only data bureau; and whether it had to be made.

    Raises:
        CommandError: several could be meant.
    """
    meant = Q(code=told) | Q(name=told) if told else Q(kind=OrganisationKind.DATA_BUREAU)
    found = list(Organisation.objects.filter(meant)[:2])
    if len(found) > 1:
        raise CommandError("Several organisations could be meant: give --organisation CODE.", returncode=2)
    if found:
        return found[0], False
    return add_organisation(name=told or DATA_BUREAU, kind=OrganisationKind.DATA_BUREAU, by=None), True
