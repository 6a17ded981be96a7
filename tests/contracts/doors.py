"""Every address of the site, with arguments that lead somewhere, and a knock: does it open to somebody?"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from drf_spectacular.generators import SchemaGenerator

from tests.contracts.county import Everything

CLOSED = {401, 403, 404}


@dataclass(frozen=True)
class Door:
    """An address by its name, ``room:page``, and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def doors() -> list[Door]:
    """Every named address, once."""
    return list(dict.fromkeys(_below(get_resolver(), "")))


def _below(resolver: URLResolver, namespace: str) -> Iterator[Door]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _below(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
        elif isinstance(each, URLPattern):
            yield Door(f"{namespace}{each.name}", tuple(each.pattern.regex.groupindex))


def is_about_a_case(door: Door) -> bool:
    return "number" in door.arguments and not door.name.startswith(("checkpoints:", "systems:"))


def address_of(door: Door, world: Everything, **said: Any) -> str:
    """Where the door is; what is not ``said`` leads to something that there is, as far as there is."""
    room = door.name.rpartition(":")[0]
    told = {**world.arguments[""], **world.arguments.get(room, {}), **world.arguments.get(door.name, {}), **said}
    return reverse(door.name, kwargs={name: told[name] for name in door.arguments})


@contextmanager
def undrawn() -> Iterator[None]:
    """Pages come empty: who may enter is settled before anything is drawn, and drawing is most of the work."""
    with (
        patch.object(Template, "render", return_value=""),
        patch.object(SchemaGenerator, "get_schema", return_value={}),
    ):
        yield


class Knocking:
    """Callers before the doors; each has signed in once."""

    def __init__(self, world: Everything, callers: Iterable[str]) -> None:
        self.world = world
        self.clients: dict[str, Client] = {who: world.client(who) for who in callers}
        self.only_posted_to: set[str] = set()

    def opens(self, address: str, who: str) -> bool:
        """Whether somebody gets further than being told to sign in, that it is not theirs, or that there is no such thing."""
        answer = self.answer(address, who)
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
        return not to_sign_in and answer.status_code not in CLOSED

    def answer(self, address: str, who: str) -> Any:
        """What somebody gets there; where nothing can be got, the answer to having sent nothing."""
        client, tokens = self.clients[who], self.world.tokens
        headers = {"Authorization": f"Bearer {tokens[who]}"} if who in tokens else {}
        if address not in self.only_posted_to:
            answer: Any = client.get(address, headers=headers)
            if answer.status_code != 405:
                return answer
            self.only_posted_to.add(address)
        return client.post(address, {}, content_type="application/json", headers=headers)
