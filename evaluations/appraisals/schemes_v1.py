"""Version 1 of the schemes, as the migration stores them. Never edited: a better scheme is a new version.

That satisfaction, solved problems and speed of response are the core, and surface indicators weigh at most five points together, is
an expert proposal in 《国家治理》. Decision, process, output and benefit are the usual dimensions of performance evaluation of public
money (财政支出绩效评价). Indicators, weights and lines are our own template.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

SOURCE_TEXT = _(
    "A template of this product on the four dimensions that performance evaluation of public money uses. Core indicators and "
    "the low weight of surface indicators are an expert proposal in the journal Governance. Weights, the lines 90, 80 and 60 "
    "and all periods are set by your organisation; no rule prescribes them."
)
OWN = _("Template of this product; replace it by a new version of the scheme.")
CORE = _("Core indicator of an expert proposal in the journal Governance (Central South University).")
LOW_USE = _("国办发〔2017〕39号 names low frequency and a small circle of users as marks of an idle system.")
SHARED = _("政务数据共享条例 (2025): what can be shared may not be collected again.")
SURFACE = _(
    "An expert proposal asks to lower the weight of surface indicators; together they carry five points at most."
)


def _line(
    filled_from: str, dimension: str, weight: str, label: str, *, source_text: str, **more: Any
) -> dict[str, Any]:
    """``source`` is read off the sentence: national rules are named by their number."""
    national = source_text in {LOW_USE, SHARED}
    expert = source_text in {CORE, SURFACE}
    return {
        "filled_from": filled_from,
        "label": label,
        "dimension": dimension,
        "weight": weight,
        "source": "national_rule" if national else "expert_proposal" if expert else "own_rule",
        "source_text": source_text,
        "zero_at": more.get("zero_at"),
        "full_at": more.get("full_at"),
        "surface": bool(more.get("surface", False)),
    }


NEED = _line("review:necessity.need", "decision", "8.00", _("The need is still there"), source_text=OWN)
REPLACEABLE = _line(
    "review:necessity.replaceable", "decision", "7.00", _("Nothing else does the same"), source_text=OWN
)
BUDGET = _line("review:economy.within_budget", "decision", "5.00", _("Kept to what was approved"), source_text=OWN)
AS_APPROVED = _line("review:necessity.as_approved", "process", "5.00", _("Does what was approved"), source_text=OWN)
UPKEEP = _line("review:economy.upkeep", "process", "5.00", _("Looked after"), source_text=OWN)
HEARD = _line("review:necessity.users_heard", "process", "5.00", _("Those who work with it are heard"), source_text=OWN)
REUSE = _line("review:necessity.data_reuse", "process", "5.00", _("Takes over data that exists"), source_text=SHARED)
COMMITMENTS = _line("commitments", "output", "15.00", _("Commitments kept"), source_text=OWN)
CYCLES = _line(
    "usage:cycles_with_use",
    "output",
    "6.00",
    _("Used whenever the task is due"),
    source_text=LOW_USE,
    zero_at="10",
    full_at="90",
)
REACH = _line(
    "usage:effective_share",
    "output",
    "6.00",
    _("Effective users, of those it is meant for"),
    source_text=LOW_USE,
    zero_at="5",
    full_at="25",
)
COMPLETION = _line(
    "usage:completion_rate",
    "output",
    "5.00",
    _("Matters brought to their end"),
    source_text=OWN,
    zero_at="50",
    full_at="95",
)
LOGIN = _line(
    "usage:login_rate",
    "output",
    "3.00",
    _("Log-in rate"),
    source_text=SURFACE,
    zero_at="5",
    full_at="25",
    surface=True,
)
SOLVED = _line("review:social_benefit.problems_solved", "benefit", "9.00", _("Matters really solved"), source_text=CORE)
SATISFIED = _line("review:social_benefit.satisfaction", "benefit", "6.00", _("Satisfaction"), source_text=CORE)
ANSWERED = _line("review:social_benefit.response", "benefit", "4.00", _("Speed of response"), source_text=CORE)
BURDEN = _line("review:social_benefit.burden", "benefit", "6.00", _("Load on grassroots staff"), source_text=OWN)

MOBILE = [
    NEED, REPLACEABLE, BUDGET, AS_APPROVED, UPKEEP, HEARD, REUSE,
    COMMITMENTS, CYCLES, REACH, COMPLETION, LOGIN, SOLVED, SATISFIED, ANSWERED, BURDEN,
]  # fmt: skip
"""For apps, mini-programs and quick apps: 20 decision, 20 process, 35 output, 25 benefit."""

ERRORS = _line(
    "usage:error_rate",
    "process",
    "3.00",
    _("Free of errors"),
    source_text=OWN,
    zero_at="5",
    full_at="0.5",
)
INFORMATION = [*(line for line in MOBILE if line is not LOGIN), ERRORS]
"""For information systems: errors instead of log-ins."""

CALLS = _line(
    "usage:inbound_calls",
    "output",
    "6.00",
    _("Called by other systems"),
    source_text=OWN,
    zero_at="0",
    full_at="10000",
)
PLATFORM = [*(line for line in INFORMATION if line is not REACH), CALLS]
"""For platforms, which serve systems as well as people."""

POSTS = {**CYCLES, "weight": "12.00", "label": _("Kept alive: something substantive in most weeks")}
ACCOUNT = [
    NEED, REPLACEABLE, {**BUDGET, "weight": "3.00"}, {**AS_APPROVED, "weight": "7.00"}, UPKEEP, HEARD, REUSE,
    COMMITMENTS, POSTS, {**REACH, "weight": "5.00"}, {**LOGIN, "weight": "3.00"}, SOLVED, SATISFIED, ANSWERED, BURDEN,
]  # fmt: skip
"""For official accounts, which nobody completes matters in."""

SCHEMES: list[dict[str, Any]] = [
    {"kind": kind, "title": title, "indicators": indicators}
    for kind, title, indicators in (
        ("app", _("Appraisal of apps"), MOBILE),
        ("mini_program", _("Appraisal of mini-programs"), MOBILE),
        ("quick_app", _("Appraisal of quick apps"), MOBILE),
        ("official_account", _("Appraisal of official accounts"), ACCOUNT),
        ("information_system", _("Appraisal of information systems"), INFORMATION),
        ("platform", _("Appraisal of platforms"), PLATFORM),
    )
]
