"""What was decided of findings, finding by finding and in all."""

from django.db.models import QuerySet

from evaluations.findings.models import Finding, Ruling


def earlier_rulings(finding: Finding) -> QuerySet[Ruling]:
    """Every decision on this and earlier findings of the same kind about the same system, newest first. One query."""
    same = Ruling.objects.filter(finding__system=finding.system_id, finding__kind=finding.kind)
    return same.select_related("finding", "by", "claimed_by", "successor")
