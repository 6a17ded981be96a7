"""The approval form (审批表) of a case of any process."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.cases.models import Case, Clearance, Decision, Review
from lifecycle.cases.selectors import reviews_visible_to
from lifecycle.filings.papers.paper import Paper, Row, drawn_up, joined, row, sha, text_of
from registry.organisations.models import Person


def approval_form(case: Case, reader: Person) -> Paper:
    """The whole case on paper; opinions the reader may not see are left out without a word. About fifteen queries."""
    title = _("Approval form: %(process)s") % {"process": case.table.label}
    now = timezone.now()
    return Paper(title, case.number, tuple(_rows(case, reader)), (drawn_up(reader.name, now),))


def _rows(case: Case, reader: Person) -> Iterator[Row]:
    system = case.system
    yield row(_("System"), joined(system.name, system.code))
    yield row(_("System kind"), system.get_kind_display())
    yield row(_("Sponsor"), joined(system.sponsor.name, system.sponsor.code))
    yield row(_("Operator"), system.operator.name if system.operator else _("none"))
    yield row(_("Opened by"), joined(case.opened_by.name, case.opener.name, timezone.localdate(case.opened_at)))
    yield from submission_rows(case)
    yield from _reviews(case, reader)
    decision = case.decisions.select_related("by", "countersigned_by").first()
    yield decision_row(decision)
    for clearance in case.clearances.select_related("attested_by", "verified_by").order_by("id"):
        yield clearance_row(clearance)
    yield row(_("Where it is"), joined(case.get_state_display(), case.get_outcome_display() if case.outcome else ""))


def submission_rows(case: Case) -> Iterator[Row]:
    """The newest submission, field by field."""
    submission = case.submissions.select_related("by").order_by("-round").first()
    if submission is None:
        yield row(_("Submission"), _("Nothing has been submitted yet."))
        return
    for each in case.table.fields:
        yield row(each.label, text_of(submission.content.get(each.code)) or "—")
    yield row(_("Submitted"), joined(submission.by.name, submission.at), sha("", submission.sha256))


def _reviews(case: Case, reader: Person) -> Iterator[Row]:
    visible = reviews_visible_to(case, reader).filter(round=case.round, superseded_by__isnull=True)
    filed = {review.step: review for review in visible}
    for step in case.table.reviews:
        review = filed.get(step.code)
        yield row(step.label, *(_review(review) if review else ()))


def _review(review: Review) -> Iterator[str]:
    points = _("%(total)s points") % {"total": text_of(review.total)} if review.total is not None else ""
    yield joined(review.get_opinion_display(), points)
    yield review.reason
    for score in review.scores.all():
        yield joined(score.criterion.question, f"{score.value}/{score.maximum}", score.reason)
    yield joined(review.signed_by, review.standing.get("name", ""), timezone.localdate(review.at))
    yield sha("", review.sha256)


def decision_row(decision: Decision | None) -> Row:
    if decision is None:
        return row(_("Decision"))
    return row(
        _("Decision"),
        decision.get_outcome_display(),
        decision.reason,
        joined(decision.signed_by, decision.standing.get("name", ""), decision.at),
        *(
            [joined(_("Countersigned"), decision.countersigned_by.name, decision.countersign_reason)]
            if decision.countersigned_by
            else []
        ),
        sha("", decision.sha256),
    )


def clearance_row(clearance: Clearance) -> Row:
    attested, verified = clearance.attested_by, clearance.verified_by
    return row(
        joined(_("Clearance"), clearance.get_kind_display()),
        clearance.get_state_display(),
        joined(_("Attested"), attested.name, clearance.attested_at, clearance.statement) if attested else "",
        joined(_("Verified"), verified.name, clearance.verified_at) if verified else "",
    )
