"""Which red lines hold."""

from datetime import date

from django.utils import timezone

from lifecycle.red_lines.models import Edition
from lifecycle.red_lines.rules import Phrase, RedLine, RuleSet


def rule_set(on: date | None = None) -> RuleSet | None:
    """The newest edition in force on a day (today when none is given); None before the first. Two queries."""
    day = on or timezone.localdate()
    editions = Edition.objects.filter(effective_on__lte=day).order_by("-version").prefetch_related("lines")
    edition = editions.first()
    return _as_rules(edition) if edition else None


def _as_rules(edition: Edition) -> RuleSet:
    lines = (
        RedLine(
            code=line.line_code,
            label=line.label,
            question=line.question,
            guidance=line.guidance,
            source=line.source,
            source_text=line.source_text,
            kinds=frozenset(line.kinds),
            phrases=tuple(Phrase(**phrase) for phrase in line.phrases),
        )
        for line in edition.lines.all()
    )
    return RuleSet(edition.version, edition.title, edition.effective_on, tuple(lines))
