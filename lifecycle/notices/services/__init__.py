"""Giving notice, getting it out of the program, and opening feeds."""

from lifecycle.notices.services.feeds import close_feed, open_feed
from lifecycle.notices.services.giving import mark_read, notify

__all__ = ["close_feed", "mark_read", "notify", "open_feed"]
