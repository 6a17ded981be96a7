"""What addresses of the API lead to: rows that belong together, so that requests come further than "not found"."""

from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone

from evaluations.appraisals.models import Appraisal, Assignment, Draw, Reading, Scheme, SelfEvaluation, SpotCheck
from evaluations.appraisals.services.lots import draw_cross_assessment, draw_spot_checks
from evaluations.appraisals.services.self_evaluations import file_self_evaluation, read_off
from evaluations.findings.models import Exemption, Finding, Incident, PolicyDraft
from evaluations.findings.services.exemptions import ask_exemption
from evaluations.findings.services.policies import draft_policy
from evaluations.usage.models import AssessmentDay, Collector
from evaluations.usage.services.assessments import add_assessment_day
from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.models import Case, Clearance
from lifecycle.cases.processes import CURRENT
from lifecycle.clearances.models import ClearanceItem
from lifecycle.clearances.services import add_item
from lifecycle.closeout.enums import MatterKind
from lifecycle.closeout.models import FundHold, HandOverItem, Matter
from lifecycle.closeout.services import add_to_hand_over, attest_destruction
from lifecycle.filings.models import Filing
from registry.systems.models import Contract, DataSet, Interface, Predecessor, System
from registry.systems.services.facts import keep_fact
from tests.evaluations.appraisals.factories import commitment, daily, yesterday
from tests.evaluations.appraisals.test_lots import sponsors
from tests.factories import system
from tests.lifecycle.cases.factories import County
from tests.lifecycle.closeout.factories import WORDS, matter, merging

OF_A_SYSTEM = {"code": "system__code", "id": "pk"}
LEADS_TO: dict[str, tuple[type[Model], dict[str, str]]] = {
    "/assignments/{id}/": (Assignment, {"id": "pk"}),
    "/draws/{code}/": (Draw, {"code": "code"}),
    "/spot-checks/{id}/": (SpotCheck, {"id": "pk"}),
    "/readings/{id}/": (Reading, {"code": "commitment__system__code", "id": "pk"}),
    "/self-evaluations/{year}/": (SelfEvaluation, {"code": "system__code", "year": "year"}),
    "/clearances/{kind}/items/{id}/": (
        ClearanceItem,
        {"number": "clearance__case__number", "kind": "clearance__kind", "id": "pk"},
    ),
    "/clearances/{kind}/": (Clearance, {"number": "case__number", "kind": "kind"}),
    "/matters/{id}/": (Matter, {"number": "case__number", "id": "pk"}),
    "/hand-over/{id}/": (HandOverItem, {"number": "case__number", "id": "pk"}),
    "/{number}/filings/{id}/": (Matter, {"number": "case__number", "id": "case__system__filings"}),
    "/filings/{id}/": (Filing, {"id": "pk"}),
    "/holds/{id}/": (FundHold, {"id": "pk"}),
    "/contracts/{id}/": (Contract, OF_A_SYSTEM),
    "/data-sets/{id}/": (DataSet, OF_A_SYSTEM),
    "/interfaces/{id}/": (Interface, OF_A_SYSTEM),
    "/predecessors/{id}/": (Predecessor, OF_A_SYSTEM),
    "/schemes/{kind}/{version}/": (Scheme, {"kind": "kind", "version": "version"}),
    "/appraisals/{code}/": (Appraisal, {"code": "code"}),
    "/assessment-days/{id}/": (AssessmentDay, {"id": "pk"}),
    "/collectors/{code}/": (Collector, {"code": "code"}),
    "/incidents/{id}/": (Incident, {"id": "pk"}),
    "/findings/{code}/": (Finding, {"code": "code"}),
    "/exemptions/{id}/": (Exemption, {"id": "pk"}),
    "/policy-drafts/{id}/": (PolicyDraft, {"id": "pk"}),
    "/systems/{code}/": (System, {"code": "code"}),
    **{
        f"/{{number}}/{about}/": (Matter, {"number": "case__number"})
        for about in ("closeout", "matters", "hand-over", "announcements", "nothing-held", "holds", "filings")
    },
    "/{number}/": (Case, {"number": "number"}),
}
"""{part of an address: whose rows it leads to, and where its parameters are found}; the first that fits."""


def begin_more(cast: County) -> None:
    """A case in clearance in which there is something of everything: to clear, to settle, to hand over, to cancel."""
    case = merging(cast, system("一网统管", sponsor=cast.sponsor))
    by = cast.one("sponsor_staff")
    earlier = system("一网统管旧版", sponsor=cast.sponsor)
    keep_fact(fact=Predecessor(system=case.system, earlier=earlier, reason=WORDS), by=cast.one("case_officer"))
    Filing.objects.create(system=case.system, kind="icp", authority="省通信管理局", number="浙ICP备1号")
    add_to_hand_over(case=case, portion="data", label="居民档案", place="人口库", by=by)
    attest_destruction(matter=matter(case, MatterKind.DATA_SET), statement=WORDS, by=cast.one("operator"))
    add_assessment_day(day=yesterday(), label="年度考核", by=cast.one("case_officer"))
    appraise(case.system, cast)
    ask_for_changes(case.system, cast)
    for kind in (ClearanceKind.ACCOUNTS, ClearanceKind.PERMISSIONS):
        add_item(clearance=case.clearances.get(kind=kind), label="zhang.san", by=cast.one("operator"))


def ask_for_changes(one: System, cast: County) -> None:
    """An exemption and a change of the policy, both waiting for somebody's decision."""
    by, today = cast.one("case_officer"), timezone.localdate()
    until = today + timedelta(days=30)
    ask_exemption(system=one, ground="seasonal", reason=WORDS, basis="", since=today, until=until, by=by)
    change = {"value": 20, "reason": WORDS, "provenance": "own", "source": ""}
    draft_policy(changes={"answer_working_days": change}, effective_on=today, by=by)


def appraise(one: System, cast: County) -> None:
    """A self-evaluation and a reading of it, a spot check and a cross-assessment."""
    officer, by = cast.one("case_officer"), cast.one("sponsor_staff")
    daily(one, substantive_actions=20, started=20, completed=18, effective_users=10)
    promised = commitment(one, due_on=[yesterday()], formula="")
    since = yesterday() - timedelta(days=30)
    read_off(commitment=promised, since=since, until=yesterday(), value=Decimal(7), evidence="Counted.", by=by)
    file_self_evaluation(system=one, year=(yesterday() - timedelta(days=40)).year, comments={}, statement=WORDS, by=by)
    sponsors(3)
    draw_spot_checks(size=2, seed="08 15 22", by=officer)
    draw_cross_assessment(seed="08 15 22", by=officer)


@cache
def rows(path: str) -> list[dict[str, Any]]:
    """Every full set of parameters for an address that leads to something, of its own process."""
    fitting = next((part for part in LEADS_TO if part in path), None)
    if fitting is None:
        return []
    model, fields = LEADS_TO[fitting]
    found: QuerySet[Any] = model._default_manager.exclude(**dict.fromkeys(fields.values()))
    process = {table.address: table.code for table in CURRENT}.get(path.split("/")[3])
    if model is Case:
        found = found.filter(process=process)
    sets = found.order_by("pk").values_list(*fields.values())
    return [dict(zip(fields, each, strict=True)) for each in dict.fromkeys(sets)]


@cache
def known(name: str) -> tuple[str, ...]:
    """What really exists under the name of a field of a body."""
    alike = {"system": ("code", "System"), "person": ("username", "Person"), "step": ("step", "Task")}
    field, of = alike.get(name, (name, ""))
    models = [
        model
        for model in apps.get_models()
        if model.__module__.startswith(("registry.", "lifecycle.", "evaluations."))
        and of in {"", model.__name__}
        and any(each.name == field or (field == "pk" and each.primary_key) for each in model._meta.fields)
    ]
    found: dict[str, None] = {}
    for model in models:
        found |= dict.fromkeys(str(value) for value in model._default_manager.values_list(field, flat=True)[:20])
    return tuple(found)
