"""Exemptions somebody may see, what they may do with one, and the systems that are exempt."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.findings.models import Exemption
from evaluations.findings.permissions import may_answer
from evaluations.findings.rules.exempting import obstacles_to_decide_exemption, obstacles_to_end_exemption
from evaluations.findings.selectors.acts import Offer, officer_of, sees_all_findings
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of


def exempt(*, on: date) -> frozenset[int]:
    """The ids of the systems of which low use is to be expected on a day: the sweep says nothing of their use. One statement."""
    return frozenset(Exemption.objects.in_force(on).values_list("system_id", flat=True))


def exemptions_visible_to(person: Person) -> QuerySet[Exemption]:
    """All for whoever sees every finding; organisations those of their own systems. Two queries more."""
    chosen = Exemption.objects.select_related("system__sponsor", "asked_by", "decided_by")
    memberships = roles_of(person, on=timezone.localdate())
    if sees_all_findings(memberships):
        return chosen
    own = [each.organisation_id for each in memberships if may_answer(each.role)]
    return chosen.filter(system__sponsor__in=own)


def exemption_acts_offered(exemption: Exemption, person: Person) -> list[Offer]:
    """Every act and what stands against it: the same answers the services give. One query."""
    officer = officer_of(person)
    against = obstacles_to_decide_exemption(exemption, officer)
    return [
        Offer("grant", _("Grant the exemption"), against),
        Offer("refuse", _("Refuse"), against),
        Offer("end", _("End early"), obstacles_to_end_exemption(exemption, officer)),
    ]
