"""Everything that is written here: the list of items, looks, fresh lists; and the acts, which the engine writes."""

from lifecycle.clearances.services.acts import attest, confirm_shutdown, reject, verify
from lifecycle.clearances.services.items import add_item, begin, import_items, remove_item, take_from_register, waive
from lifecycle.clearances.services.lists import take_fresh_list
from lifecycle.clearances.services.looking import ask_for_probes, probe_items
from lifecycle.clearances.services.observing import reopen

__all__ = [
    "add_item",
    "ask_for_probes",
    "attest",
    "begin",
    "confirm_shutdown",
    "import_items",
    "probe_items",
    "reject",
    "remove_item",
    "reopen",
    "take_fresh_list",
    "take_from_register",
    "verify",
    "waive",
]
