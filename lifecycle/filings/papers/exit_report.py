"""The exit report (退出报告) of a retirement: what became of the system, its data, those who depended on it, and its money."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.cases.models import Case
from lifecycle.cases.selectors import is_withheld_from
from lifecycle.clearances.selectors import observation_of
from lifecycle.closeout.enums import MatterKind
from lifecycle.closeout.models import Acceptance, Announcement
from lifecycle.closeout.selectors import holds_of, matters_of, settled
from lifecycle.closeout.selectors.matters import Settled
from lifecycle.filings.papers.approval import clearance_row, decision_row
from lifecycle.filings.papers.paper import Paper, Row, drawn_up, joined, labelled, lines, row, sha
from lifecycle.filings.selectors import checklist_of
from lifecycle.filings.selectors.filings import Check
from registry.ledger.models import Head
from registry.organisations.models import Person
from registry.systems.cells import shown


def exit_report(case: Case, reader: Person) -> Paper:
    """Everything that was settled, with the hashes of what it rests on. About thirty queries."""
    title = _("Report on the exit of %(system)s") % {"system": case.system.name}
    return Paper(title, case.number, tuple(_rows(case, reader)), (drawn_up(reader.name, timezone.now()),))


def _rows(case: Case, reader: Person) -> Iterator[Row]:
    system = case.system
    yield row(_("System"), joined(system.name, system.code, system.get_kind_display()))
    yield row(_("Sponsor"), joined(system.sponsor.name, system.sponsor.code))
    yield row(_("Operator"), system.operator.name if system.operator else _("none"))
    yield row(_("Launched on"), system.launched_on or "—")
    yield row(_("Build cost (10,000 yuan)"), shown("build_cost_fen", system.build_cost_fen))
    yield row(_("Annual cost (10,000 yuan)"), shown("annual_cost_fen", system.annual_cost_fen))
    yield decision_row(case.decisions.select_related("by", "countersigned_by").first())
    found = settled(matters_of(case))
    for kind, label in (
        (MatterKind.DEPENDANT, _("Dependants")),
        (MatterKind.DATA_SET, _("Data")),
        (MatterKind.CONTRACT, _("Contracts")),
        (MatterKind.ASSET, _("Assets")),
    ):
        stated = [_nothing(each.by.name, each.statement) for each in case.nothing_held.filter(kind=kind)]
        yield row(label, *lines([_matter(each) for each in found if each.matter.kind == kind] or stated))
    yield row(_("Hand-over to the successor"), *lines(_hand_over(case)))
    yield row(_("Announced times without service"), *lines(_announcements(case)))
    for clearance in case.clearances.select_related("attested_by", "verified_by").order_by("id"):
        yield clearance_row(clearance)
    yield row(_("Registrations outside"), *lines(_check(each) for each in checklist_of(case)))
    yield row(_("Funds and approvals"), *lines(_holds(case)))
    yield row(_("Observation"), *lines(_observation(case)))
    yield row(
        _("Result"), joined(case.get_outcome_display() if case.outcome else case.get_state_display(), case.closed_at)
    )
    yield row(_("Ledger"), *lines(_ledger(case, reader)))


def _matter(one: Settled) -> str:
    last = one.last
    if last is None:
        return joined(one.matter.label, _("not settled"))
    return joined(
        one.matter.label,
        last.get_way_display(),
        last.successor.name if last.successor else "",
        last.receiver,
        last.statement,
        last.by.name,
        last.at,
        labelled(_("witnessed by"), last.witnessed_by.name) if last.witnessed_by else "",
        sha(last.file_name, last.file_sha256),
    )


def _nothing(name: str, statement: str) -> str:
    return joined(_("%(name)s stated that there is none") % {"name": name}, statement)


def _hand_over(case: Case) -> Iterator[str]:
    accepted = Acceptance.objects.filter(case=case).select_related("by", "successor").order_by("-at", "-id").first()
    if accepted is None:
        return
    yield joined(accepted.successor.name, labelled(_("accepted by"), accepted.by.name), accepted.at)
    for item in accepted.items:
        yield f"{item['label']} → {item['place']}"
    yield sha("", accepted.sha256)


def _announcements(case: Case) -> Iterator[str]:
    for said in Announcement.objects.filter(case=case):
        yield joined(said.begins_at, said.ends_at, said.shown_at)


def _check(check: Check) -> str:
    ended = check.cancellation
    what = joined(str(check.filing), check.filing.authority)
    if ended is None:
        return joined(what, _("not cancelled"))
    return joined(what, ended.get_ending_display(), ended.reference, ended.at, sha(ended.file_name, ended.file_sha256))


def _holds(case: Case) -> Iterable[str]:
    for hold in holds_of(case):
        papers = [joined(receipt.get_state_display(), receipt.reference) for receipt in hold.receipts.all()]
        amount = shown("amount_fen", hold.amount_fen) if hold.amount_fen is not None else ""
        yield joined(hold.get_kind_display(), amount, hold.get_state_display(), *papers)


def _observation(case: Case) -> Iterator[str]:
    observation = observation_of(case)
    if observation is None:
        return
    for day in observation.days:
        word = _("every address seen gone") if day.is_clean else _("not looked at again yet")
        yield joined(day.on, word)
    for probe in observation.returned:
        yield joined(probe.at, probe.target, probe.get_reason_display())


def _ledger(case: Case, reader: Person) -> Iterator[str]:
    """Where the chains end, except over what the reader may not read yet."""
    withheld = {case.stream} if is_withheld_from(case, reader) else set()
    for head in Head.objects.filter(stream__in=[case.stream, f"clearances/{case.number}", f"closeout/{case.number}"]):
        yield joined(
            head.stream,
            _("%(count)s events") % {"count": head.seq},
            sha("", "" if head.stream in withheld else head.hash),
        )
