"""Everything that is written here: the list of items, looks, fresh lists; and the acts, which the engine writes."""

from lifecycle.clearances.services.items import add_item, import_items, remove_item, take_from_register, waive
from lifecycle.clearances.services.lists import take_fresh_list
from lifecycle.clearances.services.looking import ask_for_probes, probe_items

__all__ = [
    "add_item",
    "ask_for_probes",
    "import_items",
    "probe_items",
    "remove_item",
    "take_fresh_list",
    "take_from_register",
    "waive",
]
