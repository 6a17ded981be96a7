"""Drawing lots, and what is filed for what was drawn."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.appraisals.enums import DrawKind, Purpose
from evaluations.appraisals.models import Assignment, CheckResult, Draw, PeerOpinion, SpotCheck
from evaluations.appraisals.rules.acts import obstacles_to_check, obstacles_to_officer, obstacles_to_opinion
from evaluations.appraisals.rules.lots import (
    LEAST_IN_A_CIRCLE,
    circle_of,
    neighbours,
    obstacles_to_circle,
    obstacles_to_draw,
    order_of,
    sample_of,
)
from evaluations.appraisals.rules.periods import last_twelve_months
from evaluations.appraisals.selectors.looks import look_at
from evaluations.appraisals.selectors.lots import (
    assessors_in,
    kept_apart,
    organisations_to_draw_from,
    systems_to_draw_from,
)
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.schemes import scheme_for
from evaluations.appraisals.services.appraising import freeze
from lifecycle.cases.models import NumberSeries
from lifecycle.cases.receipts import sha256_of
from lifecycle.notices.services import notify
from registry.ledger.services import record
from registry.organisations.models import Organisation, Person
from registry.organisations.selectors import are_related
from registry.refusals import Refused, refuse_if
from registry.systems.models import System


@transaction.atomic
def draw_spot_checks(*, size: int, seed: str, by: Person, kind: str = "") -> Draw:
    """Draw ``size`` live systems for a check on the spot.

    Raises:
        Refused: there is no seed or nothing to draw from, or ``by`` is no case officer of the data bureau.
    """
    systems = {system.code: system for system in systems_to_draw_from(kind=kind)}
    refuse_if([*obstacles_to_officer(officer_of(by)), *obstacles_to_draw(systems, seed=seed, size=size, least=1)])
    drawn = sample_of(systems, size=size, seed=seed)
    draw = _drawn(DrawKind.SPOT_CHECK, seed=seed, pool=sorted(systems), result=drawn, by=by)
    SpotCheck.objects.bulk_create(SpotCheck(draw=draw, system=systems[code]) for code in drawn)
    return draw


@transaction.atomic
def draw_cross_assessment(*, seed: str, by: Person, organisations: Sequence[Organisation] = ()) -> Draw:
    """Seat organisations (all that can take part, or those given) in a circle in which each assesses the next.

    Raises:
        Refused: fewer than three take part, somebody is tied to nearly everybody, there is no seed, or ``by`` is no case officer.
    """
    able = organisations_to_draw_from(on=timezone.localdate())
    chosen = list(able.filter(pk__in=[each.pk for each in organisations]) if organisations else able)
    known = {organisation.code: organisation for organisation in chosen}
    apart = kept_apart(chosen)
    against = obstacles_to_draw(known, seed=seed, size=1, least=LEAST_IN_A_CIRCLE)
    refuse_if([*obstacles_to_officer(officer_of(by)), *against])
    seated = circle_of(known, apart=apart, seed=seed)
    if seated is None:
        raise Refused(obstacles_to_circle({code: each.name for code, each in known.items()}, apart=apart))
    attempt, circle = seated
    of_sponsor: dict[str, dict[str, System]] = {code: {} for code in known}
    for system in systems_to_draw_from().filter(sponsor__in=chosen).select_related("sponsor"):
        of_sponsor[system.sponsor.code][system.code] = system
    triples = [(one, other, order_of(of_sponsor[other], seed=seed)[0]) for one, other in neighbours(circle)]
    draw = _drawn(
        DrawKind.CROSS_ASSESSMENT,
        seed=seed,
        pool=sorted(known),
        result=[list(triple) for triple in triples],
        by=by,
        apart=sorted(sorted(pair) for pair in apart),
        attempt=attempt,
    )
    Assignment.objects.bulk_create(
        Assignment(draw=draw, assessor=known[one], assessed=known[other], system=of_sponsor[other][code])
        for one, other, code in triples
    )
    for one, other, code in triples:
        notify(
            kind="appraisals.to_assess",
            subject=draw.code,
            people=assessors_in(known[one], on=timezone.localdate()),
            key=f"appraisals.to_assess/{draw.code}",
            system=of_sponsor[other][code].name,
        )
    return draw


def _drawn(
    kind: str,
    *,
    seed: str,
    pool: list[str],
    result: list[Any],
    by: Person,
    apart: list[Any] | None = None,
    attempt: int = 0,
) -> Draw:
    year = timezone.localdate().year
    prefix = f"{'SC' if kind == DrawKind.SPOT_CHECK else 'CA'}-{year}"
    NumberSeries.objects.get_or_create(prefix=prefix)
    series = NumberSeries.objects.select_for_update().get(prefix=prefix)
    series.last += 1
    series.save(update_fields=["last"])
    said = {"kind": str(kind), "year": year, "seed": seed, "pool": pool, "kept_apart": apart or [], "attempt": attempt}
    draw = Draw.objects.create(
        **said, code=str(series), result=result, by=by, at=timezone.now(), sha256=sha256_of({**said, "result": result})
    )
    record(
        "appraisals.drawn",
        subject=draw,
        by=by,
        kind=str(kind),
        seed=seed,
        pool=len(pool),
        drawn=len(result),
        sha256=draw.sha256,
    )
    return draw


@transaction.atomic
def file_check(*, check: SpotCheck, verdict: str, note: str, by: Person) -> CheckResult:
    """Write down what was seen on the spot, beside the figures of the last twelve months.

    Raises:
        Refused: it was done already, says nothing, or ``by`` is no case officer or belongs to the sponsor.
    """
    check = SpotCheck.objects.select_for_update(of=("self",)).select_related("draw", "system__sponsor").get(pk=check.pk)
    system, today = check.system, timezone.localdate()
    done = CheckResult.objects.filter(check_of=check).exists()
    officer = officer_of(by)
    refuse_if(obstacles_to_check(verdict=verdict, note=note, done=done, sponsor_id=system.sponsor_id, officer=officer))
    scheme = scheme_for(system.kind, on=today)
    if scheme is None:
        raise AssertionError("Only kinds with a scheme are drawn.")
    since, until = last_twelve_months(today)
    look = look_at(system, scheme, since=since, until=until)
    appraisal = freeze(look, system=system, purpose=Purpose.SPOT_CHECK, by=by)
    result = CheckResult.objects.create(
        check_of=check, appraisal=appraisal, verdict=verdict, note=note, by=by, at=timezone.now()
    )
    record("appraisals.checked", subject=check, by=by, system=system.code, verdict=verdict, sha256=appraisal.sha256)
    return result


@transaction.atomic
def file_opinion(*, assignment: Assignment, answers: Mapping[str, int], statement: str, by: Person) -> PeerOpinion:
    """Give the opinion an organisation was drawn for.

    Raises:
        Refused: ``by`` does not belong to it, it has become tied to the assessed one, or the opinion is given or empty.
    """
    chosen = Assignment.objects.select_for_update(of=("self",)).select_related("draw", "assessor", "assessed", "system")
    assignment = chosen.get(pk=assignment.pk)
    refuse_if(
        obstacles_to_opinion(
            officer_of(by),
            assessor_id=assignment.assessor_id,
            filed=PeerOpinion.objects.filter(assignment=assignment).exists(),
            answers=answers,
            statement=statement,
            still_apart=not are_related(assignment.assessor, assignment.assessed),
        )
    )
    said = {"assignment": assignment.code, "answers": dict(answers), "statement": statement}
    opinion = PeerOpinion.objects.create(
        assignment=assignment,
        answers=dict(answers),
        statement=statement,
        by=by,
        at=timezone.now(),
        sha256=sha256_of(said),
    )
    record(
        "appraisals.peer_opinion_given",
        subject=assignment,
        by=by,
        system=assignment.system.code,
        sha256=opinion.sha256,
    )
    return opinion
