"""A second made-up fleet, written by somebody who had not seen the detector, its numbers, or how the first one makes use come about.

The interface is the first generator's: the same truths in the same shares, the same register, rows and collectors' codes. The world is
another one. The first draws who comes each day; here work arrives at *offices* (a township, a bureau, a section; of a public service
the people of one township), some of whose people have taken a system up (*adopters*) and sit down to it when there is something to
do. Calendars, deadlines, orders from above, transfers and successors act on offices; days are what comes of it.

Read in this order: ``county`` (what there is, and which offices), ``rankings`` (what is made to look used, and how), ``hardship`` (what
hurts whom), ``almanac`` (when work comes up), ``takeup`` (which offices take it up and give it up), ``sittings`` (who sat down, and how
often), ``weaknesses`` (what is weak about each in ordinary life), ``doings`` (what they did there), ``pressure`` (what ranking and
inspections do to it), ``watching`` and ``deliveries`` (who counted what, and when it was told), ``fleets``.
"""

from evaluations.proving.generator import Dice

SLIPS_THROUGH = 0.1
"""Every collector agrees to leave out the traffic of sponsor, vendor and monitoring: one such visit in ten is made from home, or from
a network nobody listed."""


def happens(dice: Dice, share: float) -> bool:
    """Once, with a probability."""
    return bool(dice.random() < share)
