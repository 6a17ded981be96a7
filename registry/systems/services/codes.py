"""Giving out system codes, and the lock of the register that comes with them."""

from django.utils import timezone

from registry.systems.models import CodeSeries, System


def lock_register() -> CodeSeries:
    """Whoever writes systems holds this year's series until the end of the transaction. Two queries."""
    series, _made = CodeSeries.objects.select_for_update().get_or_create(year=timezone.localdate().year)
    return series


def next_codes(series: CodeSeries, how_many: int) -> list[str]:
    """The next codes, ``SYS-2026-000123``: permanent, never given twice, skipping those a file brought along. Two queries."""
    prefix = f"SYS-{series.year}-"
    taken = set(System.objects.filter(code__startswith=prefix).values_list("code", flat=True)) if how_many else set()
    codes: list[str] = []
    while len(codes) < how_many:
        series.last += 1
        if (code := f"{prefix}{series.last:06d}") not in taken:
            codes.append(code)
    if codes:
        series.save(update_fields=["last"])
    return codes
