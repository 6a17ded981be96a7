"""From a promise, a finding or an appraisal backwards to the case that stands behind it."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluations.appraisals.models import Appraisal
from evaluations.appraisals.selectors.appraisals import named_in
from evaluations.findings.models import Finding
from evaluations.tracing.nodes import Node, Seal
from evaluations.tracing.selectors.cases import trace_of
from evaluations.tracing.selectors.reach import Reach
from lifecycle.cases.models import Case
from lifecycle.commitments.models import Commitment
from registry.ledger.selectors import events_of


def trace_of_commitment(commitment: Commitment, reach: Reach) -> Node:
    """A promise, what was measured of it, and the case in which it was made."""
    readings = commitment.readings.select_related("by")
    due = ", ".join(str(each) for each in commitment.due_dates.all())
    return Node(
        "commitment",
        _("Commitment: %(label)s") % {"label": commitment},
        at=commitment.promised_at,
        who=commitment.promised_by.name if commitment.promised_by else "",
        facts=[
            (_("System"), f"{commitment.system.name} {commitment.system.code}"),
            (_("Target"), f"{commitment.target.normalize():f} {commitment.unit_in_words}"),
            (_("To be met by"), due),
            (_("Responsible post"), commitment.responsible_post),
        ],
        url=reverse("commitments:of-system", args=[commitment.system.code]),
        children=[
            *(
                Node(
                    "reading",
                    _("Read off: %(value)s") % {"value": f"{reading.value.normalize():f}"},
                    at=reading.at,
                    who=reading.by.name,
                    facts=[(_("Evidence"), reading.evidence)],
                )
                for reading in readings
            ),
            *_case(commitment.case_number, reach),
        ],
    )


def trace_of_finding(finding: Finding, reach: Reach) -> Node:
    """A finding: its evidence, its policy, who acted on it, and the case that came of it."""
    acts = [
        Node("event", event.sentence, at=event.at, who=event.actor_name or _("the program"))
        for event in events_of("Finding", finding.code)
    ]
    return Node(
        "finding",
        _("Finding %(code)s: %(kind)s") % {"code": finding.code, "kind": finding.get_kind_display()},
        at=finding.first_seen_on,
        facts=[
            (_("System"), f"{finding.system.name} {finding.system.code}"),
            (_("State"), capfirst(str(finding.get_state_display()))),
            (_("Policy"), finding.policy.code),
            (_("Reason"), finding.decided_reason),
        ],
        seals=[Seal(_("Seal of the evidence"), finding.evidence_sha256)],
        url=reverse("findings:detail", args=[finding.code]),
        children=[*acts, *_case(finding.case_number, reach)],
    )


def trace_of_appraisal(appraisal: Appraisal, reach: Reach) -> Node:
    """An appraisal: its figures, its scheme, and the cases in which its promises were made and it was judged."""
    promises = sorted({each["code"].rpartition("/")[0] for each in appraisal.commitments})
    numbers = dict.fromkeys([*_judged_in(appraisal), *promises])
    return Node(
        "appraisal",
        _("Appraisal %(code)s") % {"code": appraisal.code},
        at=appraisal.until,
        facts=[
            (_("System"), f"{appraisal.system.name} {appraisal.system.code}"),
            (_("Scheme"), appraisal.scheme.code),
            (_("Points"), f"{appraisal.points:f}"),
            (_("Grade"), capfirst(str(appraisal.get_grade_display()))),
        ],
        children=[node for number in numbers for node in _case(number, reach)],
    )


def _judged_in(appraisal: Appraisal) -> list[str]:
    """The case it was made for, or the evaluations that were opened on it."""
    if appraisal.case:
        return [appraisal.case.number]
    evaluations = Case.objects.filter(system=appraisal.system, process="evaluation").order_by("pk")
    return [case.number for case in evaluations if named_in(case) == appraisal.code]


def _case(number: str, reach: Reach) -> list[Node]:
    """The trace of a case, if there is one within reach."""
    case = reach.cases().filter(number=number).first() if number else None
    return [trace_of(case, reach.person)] if case else []
