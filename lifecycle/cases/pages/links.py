"""Addresses of pages of other rooms, which may not be installed."""

from django.urls import NoReverseMatch, reverse


def address_of(name: str, code: str) -> str:
    """The address of a page by name; empty where there is no such page."""
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
