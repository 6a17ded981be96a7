"""From a case backwards: decision, reviews, who gave them to whom, conflicts, standings, submissions, evidence, record."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluations.tracing.nodes import Node, Seal
from evaluations.tracing.selectors.chains import Chain
from evaluations.tracing.selectors.standings import Standings
from lifecycle.cases.models import Case, Clearance, Decision, Declaration, Submission
from lifecycle.cases.processes.table import Field
from lifecycle.cases.selectors import reviews_visible_to, trace
from lifecycle.cases.selectors.receipts import is_as_filed
from lifecycle.cases.selectors.tracing import TracedReview
from registry.ledger.models import Event
from registry.organisations.models import Person


def trace_of(case: Case, reader: Person) -> Node:
    """Everything a case rests on, as a tree. About thirty queries and two for each review, whatever its length.

    What the reader may not read of the reviews yet is left out, here as on every other page (P3).
    """
    return CaseTrace(case, reader).root()


class CaseTrace:
    """The rows of one case, read once, and their nodes."""

    def __init__(self, case: Case, reader: Person) -> None:
        self.case, self.traced, self.chain = case, trace(case), Chain(case.stream)
        readable = set(reviews_visible_to(case, reader).values_list("pk", flat=True))
        self.reviews = [each for each in self.traced.reviews if each.review.pk in readable]
        self.standings = Standings(event.actor for event in self.chain.events if event.actor)

    def root(self) -> Node:
        case = self.case
        state = case.get_outcome_display() if case.outcome else case.get_state_display()
        found = [self._decision(self.traced.decision)] if self.traced.decision else []
        found += [self._review(each) for each in self.reviews]
        found += self._submissions(self.traced.submissions)
        found += [self._clearance(each) for each in self.traced.clearances if each.attested_by]
        found += [self._grounds(), self._duties(), self.chain.whole()]
        return Node(
            "case",
            f"{capfirst(str(case.table.label))} {case.number}",
            at=case.opened_at,
            who=case.opened_by.name,
            facts=[
                (_("System"), f"{case.system.name} {case.system.code}"),
                (_("State"), capfirst(str(state))),
                (_("Opened by"), case.opener.name),
                (_("Led by"), case.lead.name),
            ],
            url=reverse("cases:detail", args=[case.number]),
            children=found,
        )

    def _decision(self, decision: Decision) -> Node:
        facts = [(_("Reason"), decision.reason)]
        facts += [(str(name), str(value)) for name, value in decision.details.items()]
        if decision.against:
            facts.append((_("Goes against"), self._steps(decision.against)))
        if decision.countersigned_by:
            facts.append((_("Countersigned by"), f"{decision.countersigned_by.name}: {decision.countersign_reason}"))
        return Node(
            "decision",
            _("Decision: %(outcome)s") % {"outcome": decision.get_outcome_display()},
            at=decision.at,
            who=decision.by.name,
            facts=facts,
            seals=[Seal(_("Receipt"), decision.sha256, is_as_filed(decision))],
            children=[
                self.standings.node(decision.by.account, decision.standing, decision.at),
                self._basis(decision),
                *self.chain.with_entry("decision_sha256", decision.sha256),
            ],
        )

    def _basis(self, decision: Decision) -> Node:
        """What the decision said it rests on, against what is stored."""
        stored = {self.case.grounds_sha256} | {each.sha256 for each in self.traced.submissions}
        stored |= {each.review.sha256 for each in self.traced.reviews}
        seals = [
            Seal(self._basis_label(each), str(each["sha256"]), each["sha256"] in stored) for each in decision.basis
        ]
        return Node("basis", _("What it rested on"), at=decision.at, seals=seals)

    def _basis_label(self, entry: dict[str, Any]) -> str:
        words = {"grounds": _("Grounds"), "submission": _("Submission"), "review": _("Review")}
        said = words.get(str(entry["type"]), str(entry["type"]))
        return f"{said} · {self._steps([entry['step']])}" if "step" in entry else said

    def _review(self, traced: TracedReview) -> Node:
        review, total = traced.review, traced.review.total
        facts = [(_("Opinion"), capfirst(str(review.get_opinion_display()))), (_("Reason"), review.reason)]
        facts += [(_("Total"), "" if total is None else str(total)), (_("Rubric"), review.rubric.code)]
        return Node(
            "review",
            _("%(step)s, round %(round)s") % {"step": capfirst(self._steps([review.step])), "round": review.round},
            at=review.at,
            who=review.by.name,
            facts=[fact for fact in facts if fact[1]],
            seals=[Seal(_("Receipt"), review.sha256, is_as_filed(review))],
            children=[
                self.standings.node(review.by.account, review.standing, review.at),
                *(self._assignment(event) for event in traced.assignments),
                *(_declaration(each) for each in traced.declarations),
                *self.chain.with_entry("review_sha256", review.sha256),
            ],
        )

    def _assignment(self, event: Event) -> Node:
        node = self.chain.node(event)
        node.kind = "assignment"
        node.children.insert(0, self.standings.node(event.actor, event.data.get("standing", {}), event.at))
        return node

    def _submissions(self, submissions: list[Submission]) -> list[Node]:
        """The newest first, each with what it changed of the one before."""
        before: dict[int, Submission | None] = {newer.pk: older for newer, older in pairwise(submissions)}
        return [self._submission(each, before.get(each.pk)) for each in submissions]

    def _submission(self, submission: Submission, before: Submission | None) -> Node:
        return Node(
            "submission",
            _("Submission, round %(round)s") % {"round": submission.round},
            at=submission.at,
            who=submission.by.name,
            facts=[(item, answer) for item, answer in submission.answers],
            seals=[Seal(_("Receipt"), submission.sha256, is_as_filed(submission))],
            children=[
                self.standings.node(submission.by.account, submission.standing, submission.at),
                *(_difference(field, submission, before) for field in self.case.table.fields if before),
                *self.chain.with_entry("submission_sha256", submission.sha256),
            ],
        )

    def _clearance(self, clearance: Clearance) -> Node:
        attested, verified = clearance.attested_by, clearance.verified_by
        facts = [(_("Attested by"), attested.name if attested else ""), (_("Statement"), clearance.statement)]
        facts.append((_("Verified by"), verified.name if verified else ""))
        return Node(
            "clearance",
            _("Clearance: %(kind)s") % {"kind": clearance.get_kind_display()},
            at=clearance.verified_at or clearance.attested_at,
            who=(verified or attested or self.case.opened_by).name,
            facts=[fact for fact in facts if fact[1]],
            seals=[Seal(str(each.get("type", "")), str(each.get("sha256", ""))) for each in clearance.basis],
            children=self.chain.nodes(
                event
                for event in self.chain.events
                if event.verb in {"cases.attested", "cases.verified", "cases.rejected"}
                and event.data.get("target") == clearance.kind
            ),
        )

    def _grounds(self) -> Node:
        finding = str(self.case.grounds.get("finding", ""))
        node = Node(
            "grounds",
            _("Grounds"),
            at=self.case.opened_at,
            who=self.case.opened_by.name,
            facts=[(str(name), value) for name, value in self.case.grounds.items() if isinstance(value, str)],
            seals=[Seal(_("Evidence"), self.case.grounds_sha256, is_as_filed(self.case))],
        )
        if finding:
            node.url = reverse("tracing:finding", args=[finding])
        return node

    def _duties(self) -> Node:
        duties = [
            Node("duty", capfirst(str(duty.get_kind_display())), at=duty.since, who=duty.person.name)
            for duty in self.traced.duties
        ]
        recusals = [_declaration(each) for each in self.traced.recusals]
        return Node("duties", _("Who was what in this case"), children=[*duties, *recusals])

    def _steps(self, codes: Iterable[str]) -> str:
        steps = [self.case.table.step(code) for code in codes]
        return _(", ").join(str(step.label) for step in steps if step)


def _declaration(declaration: Declaration) -> Node:
    facts = [(_("Wording signed"), declaration.wording), (_("Statement"), declaration.statement)]
    return Node(
        "declaration",
        _("Conflict statement: %(answer)s") % {"answer": declaration.get_answer_display()},
        at=declaration.at,
        who=declaration.person.name,
        facts=[fact for fact in facts if fact[1]],
    )


def _difference(field: Field, submission: Submission, before: Submission | None) -> Node:
    was = before.content.get(field.code, "") if before else ""
    now = submission.content.get(field.code, "")
    if was == now:
        return Node("same", _("%(field)s: unchanged") % {"field": capfirst(str(field.label))})
    facts = [(_("Said before"), str(was)), (_("Says now"), str(now))]
    return Node("difference", _("%(field)s: changed") % {"field": capfirst(str(field.label))}, facts=facts)
