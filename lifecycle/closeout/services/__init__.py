"""Everything that is written here. Acts are filed for ever; nothing is carried out on another system."""

from lifecycle.closeout.services.announcing import announce
from lifecycle.closeout.services.destroying import attest_destruction, decline_destruction, witness_destruction
from lifecycle.closeout.services.handing_over import accept_hand_over, add_to_hand_over, remove_from_hand_over
from lifecycle.closeout.services.holding import carry_out, end_holds, suspend
from lifecycle.closeout.services.listing import add_matter, begin, remove_matter, state_nothing_held, take_from_register
from lifecycle.closeout.services.settling import settle

__all__ = [
    "accept_hand_over",
    "add_matter",
    "add_to_hand_over",
    "announce",
    "attest_destruction",
    "begin",
    "carry_out",
    "decline_destruction",
    "end_holds",
    "remove_from_hand_over",
    "remove_matter",
    "settle",
    "state_nothing_held",
    "suspend",
    "take_from_register",
    "witness_destruction",
]
