"""A report in words: the same figures as lines of text and as tables of a page."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from evaluations.proving.enums import Generator, Truth

FIGURES = {
    "precision/A": gettext_lazy("tier A: of those found, unused indeed"),
    "recall/A": gettext_lazy("tier A: of those never used for half a year, found"),
    "precision/AB": gettext_lazy("tiers A and B: of those found, unused indeed"),
    "recall/AB": gettext_lazy("tiers A and B: of those unused for half a year, found"),
    "legitimate/A": gettext_lazy("tier A: of those used little and rightly so, found all the same"),
    "outage/new": gettext_lazy("new candidates in weeks of a failed collector, per system and week"),
    "recall/flattered": gettext_lazy("figures to be checked: of those made to look used for four months, found"),
    "spikes/flattered": gettext_lazy("figures to be checked: of those with an organic rush, found all the same"),
    "precision/ABC": gettext_lazy("any tier: of those found, unused indeed"),
    "recall/ABC": gettext_lazy("any tier: of those unused for half a year, found"),
    "legitimate/AB": gettext_lazy("tiers A and B: of those used little and rightly so, found all the same"),
    "precision/hard": gettext_lazy("hard to use: of those found, hard indeed"),
    "recall/hard": gettext_lazy("hard to use: of those hard for four months, found"),
    "precision/flattered": gettext_lazy("figures to be checked: of those found, made to look used indeed"),
    "outage/noticed": gettext_lazy("weeks of a failed collector that were noticed"),
}
QUESTIONS = {
    "A": gettext_lazy("tier A"),
    "AB": gettext_lazy("tiers A and B"),
    "ABC": gettext_lazy("any tier"),
    "hard": gettext_lazy("hard to use"),
    "flattered": gettext_lazy("figures to be checked"),
    "back_end": gettext_lazy("back end only"),
    "not_monitored": gettext_lazy("not monitored"),
}
VARIANTS = {
    "": gettext_lazy("as it is"),
    "no-cadence": gettext_lazy("without cadences: everything is expected daily"),
    "no-guard": gettext_lazy("without the outage guard"),
    "no-decile": gettext_lazy("low reach by itself, however many of a kind there are"),
    "no-hold": gettext_lazy("without holding for weeks"),
    "no-band": gettext_lazy("enter and leave line the same"),
    "single-cut": gettext_lazy("a single line, without holding"),
}
COMPARED = (
    "precision/A",
    "recall/A",
    "precision/AB",
    "recall/AB",
    "recall/hard",
    "recall/flattered",
    "spikes/flattered",
)


def percent(share: float | None) -> str:
    """``97.4 %``; a dash of nothing."""
    return "—" if share is None else f"{share * 100:.1f} %"


def target_of(figure: dict[str, Any]) -> str:
    if figure["least"] is not None:
        return _("at least %(share)s") % {"share": percent(figure["least"])}
    if figure["most"] is not None:
        return _("at most %(share)s") % {"share": percent(figure["most"])}
    return ""


def met(figure: dict[str, Any]) -> str:
    return {True: _("met"), False: _("missed"), None: ""}[figure["met"]]


def figure_rows(report: dict[str, Any]) -> list[list[str]]:
    return [
        [
            capfirst(str(FIGURES[each["name"]])),
            percent(each["share"]),
            f"{percent(each['low'])} – {percent(each['high'])}",
            f"{each['hits']} / {each['of']}",
            target_of(each),
            met(each),
        ]
        for each in report["figures"]
    ]


def class_rows(report: dict[str, Any]) -> list[list[str]]:
    rows = []
    for each in report["classes"]:
        of = max(each["systems"], 1)
        shares = [percent(each["found"][name] / of) for name in QUESTIONS]
        rows.append([capfirst(str(Truth(each["truth"]).label)), str(each["systems"]), *shares])
    return rows


def time_rows(report: dict[str, Any]) -> list[list[str]]:
    return [
        [
            capfirst(str(Truth(each["truth"]).label)),
            capfirst(str(QUESTIONS[each["name"]])),
            str(each["systems"]),
            str(each["median"]),
            str(each["p90"]),
        ]
        for each in report["times"]
    ]


def flip_rows(report: dict[str, Any]) -> list[list[str]]:
    return [[capfirst(str(QUESTIONS[name])), f"{count:.3f}"] for name, count in report["flips"].items()]


def variant_rows(report: dict[str, Any]) -> list[list[str]]:
    return [
        [
            variant_name(each),
            *[percent(each["shares"][name]) for name in COMPARED],
            str(each["legitimate_a"]),
            str(each["outage_new"]),
            f"{each['flips']['ABC']:.3f}",
        ]
        for each in report["variants"]
    ]


def variant_name(variant: dict[str, Any]) -> str:
    if variant["name"] in VARIANTS:
        return capfirst(str(VARIANTS[variant["name"]]))
    return ", ".join(f"{name} = {round(value, 4)}" for name, value in variant["changes"].items())


def figure_headers() -> list[str]:
    return [_("Figure"), _("Share"), _("95 % interval"), pgettext("count", "Systems"), _("Target"), _("Result")]


def class_headers() -> list[str]:
    return [
        _("What it really is"),
        pgettext("count", "Systems"),
        *(capfirst(str(label)) for label in QUESTIONS.values()),
    ]


def time_headers() -> list[str]:
    return [
        _("What it really is"),
        _("What was said"),
        pgettext("count", "Systems"),
        _("Weeks, median"),
        _("Weeks, nine of ten"),
    ]


def flip_headers() -> list[str]:
    return [_("What was said"), _("Began or ended, per system and year")]


def variant_headers() -> list[str]:
    return [
        _("Variant"),
        *(capfirst(str(FIGURES[name])) for name in COMPARED),
        _("Tier A among little use"),
        _("New in outages"),
        _("Changes per system and year"),
    ]


def compared_headers(reports: Sequence[dict[str, Any]]) -> list[str]:
    """Of one report of each generator."""
    names = [capfirst(str(Generator(each["generator"]).label)) for each in reports]
    return [_("Figure"), *names, _("Difference")]


def compared_rows(reports: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The figures of two reports side by side, and how far the second lies above the first, in points of a hundred."""
    first, second = ({each["name"]: each["share"] for each in report["figures"]} for report in reports)
    return [
        [capfirst(str(FIGURES[name])), percent(first[name]), percent(second[name]), points(first[name], second[name])]
        for name in first
        if name in second
    ]


def points(first: float | None, second: float | None) -> str:
    """``-2.1``; a dash where there was nothing to take a share of."""
    return "—" if first is None or second is None else f"{(second - first) * 100:+.1f}"


def compared_lines(reports: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Both reports' figures as text for a terminal."""
    yield ""
    yield from _aligned([compared_headers(reports), *compared_rows(reports)])


def lines(report: dict[str, Any]) -> Iterator[str]:
    """The report as text for a terminal."""
    tuned = report["tuned_on"] or "none"
    yield (
        f"{report['fleets']} fleets of {report['systems']} systems by the {report['generator']} generator, "
        f"seeds {report['seeds']} (tuned on {tuned}); {report['seconds']} s."
    )
    tables = (
        (figure_headers(), figure_rows(report)),
        (class_headers(), class_rows(report)),
        (time_headers(), time_rows(report)),
        (flip_headers(), flip_rows(report)),
        (variant_headers(), variant_rows(report)),
    )
    for headers, rows in tables:
        if rows:
            yield ""
            yield from _aligned([headers, *rows])


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
