"""Version 1 of the three evaluation reviews, as the migration stores it. Never edited: a better question is a new version.

Order and reviewers as at retirement (an expert proposal). What the reviewers judge here fills the judged indicators of an
appraisal (``evaluations.appraisals``), which asks about decision, process, output and benefit; questions, anchors and weights are
our own wording. Four anchors each and no middle; a higher value always speaks for keeping the system as it is.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

SOURCE_TEXT = _(
    "Reviews of necessity, economy and social benefit by three different bodies are a proposal by experts of Central South "
    "University in the journal Governance. It is not a legal requirement. Questions, anchors and weights are a template your "
    "organisation may replace."
)

NECESSITY: list[dict[str, Any]] = [
    {
        "code": "need",
        "weight": 30,
        "question": _("Is the need the system was built for still there?"),
        "guidance": _("Compare the purpose at approval with today’s tasks. Count real tasks, not log-ins."),
        "anchors": [
            _("The need is gone: the task was abolished, handed over or finished."),
            _("The need is left in isolated cases only."),
            _("The need is there, but smaller than planned or a different one."),
            _("The need is as large as planned, or larger."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "replaceable",
        "weight": 25,
        "question": _("Could another system, or none at all, do the same work?"),
        "guidance": _("Look at provincial and shared platforms first. If there is one, name it."),
        "anchors": [
            _("Another system in use already does all of it."),
            _("Another system could do it after small changes, or it can be done offline with less effort."),
            _("Only parts of it can be done elsewhere."),
            _("Nothing else can take it over."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "as_approved",
        "weight": 20,
        "question": _("Does it do what was approved?"),
        "guidance": _("Put the approved functions beside those that are really used."),
        "anchors": [
            _("Hardly any of the approved functions is used."),
            _("Fewer than half are used."),
            _("Most are used; what is missing is not essential."),
            _("All are used, or changes were approved."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "users_heard",
        "weight": 15,
        "question": _("Are those who work with it heard, and does it change for them?"),
        "guidance": _("Look at requests of the last year and at what became of them."),
        "anchors": [
            _("Nobody asks them."),
            _("They are asked, and nothing follows."),
            _("Some of what they ask for is done."),
            _("What they ask for is answered, and most of it is done."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "data_reuse",
        "weight": 10,
        "question": _("Does it take over data that exists instead of asking for it again?"),
        "guidance": _("What can be shared may not be collected again."),
        "anchors": [
            _("It asks again for what exists."),
            _("It takes over little of what exists."),
            _("It takes over most of what exists."),
            _("It takes over all that exists and shares what is new."),
        ],
        "reasons_for": [0],
    },
]

ECONOMY: list[dict[str, Any]] = [
    {
        "code": "within_budget",
        "weight": 20,
        "question": _("Did building and operating it cost what was approved?"),
        "guidance": _("Compare the approval with what was paid. A change that was approved counts as approved."),
        "anchors": [
            _("Far more, and nobody approved it."),
            _("More, and only part of it was approved."),
            _("Within what was approved, with shifts between years or items."),
            _("Within what was approved."),
        ],
        "reasons_for": [0, 1],
    },
    {
        "code": "five_year_cost",
        "weight": 25,
        "question": _("Is what five more years would cost in proportion to what the system delivers?"),
        "guidance": _(
            "Count operation, cloud, licences, security assessment, upgrades and the staff who look after it."
        ),
        "anchors": [
            _("Out of all proportion."),
            _("Clearly more than comparable systems cost."),
            _("About what comparable systems cost."),
            _("Less than comparable systems cost, or than the work would cost without it."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "cost_per_use",
        "weight": 25,
        "question": _("What does one effective use cost?"),
        "guidance": _(
            "Divide the yearly cost by the substantive actions of the year. Log-ins and check-ins do not count."
        ),
        "anchors": [
            _("There was no effective use, so no figure can be given."),
            _("Several times what the same matter costs elsewhere."),
            _("About what the same matter costs elsewhere."),
            _("Less than the same matter costs elsewhere."),
        ],
        "reasons_for": [1, 3],
    },
    {
        "code": "upkeep",
        "weight": 15,
        "question": _("Is it looked after: contract in force, faults put right, security checked?"),
        "guidance": _("Read the contract, the list of faults and the last security assessment."),
        "anchors": [
            _("Nobody looks after it."),
            _("The contract runs, but faults or security findings stay open."),
            _("It is looked after, with delays."),
            _("It is looked after, and the records show it."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "sustainable",
        "weight": 15,
        "question": _("Is the money for the years to come secured?"),
        "guidance": _("Name the budget it comes from and the year it ends."),
        "anchors": [
            _("No source is named."),
            _("A source is named, but nobody has agreed to it."),
            _("It is agreed for some years, and there is a plan for the rest."),
            _("It is agreed for all five years, within the usual budget."),
        ],
        "reasons_for": [0, 3],
    },
]

SOCIAL_BENEFIT: list[dict[str, Any]] = [
    {
        "code": "problems_solved",
        "weight": 30,
        "question": _("Are the matters brought to it really solved?"),
        "guidance": _("Take a sample and follow it up. “Closed” in the system is not yet solved."),
        "anchors": [
            _("None, or on paper only."),
            _("Fewer than half."),
            _("Most."),
            _("Nearly all, confirmed by follow-up."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "burden",
        "weight": 25,
        "question": _("Does it lighten or add to the load on grassroots staff?"),
        "guidance": _("Look for data entered twice, check-ins, points, screenshots and group notices about using it."),
        "anchors": [
            _("It adds to it: data entered several times, check-ins, or proof of use demanded."),
            _("It takes more time than it gives back."),
            _("It neither lightens nor adds."),
            _("It clearly saves them work."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "satisfaction",
        "weight": 20,
        "question": _("How satisfied are those who used it?"),
        "guidance": _(
            "Name the survey and the number of answers. Leave it open when there is none, or fewer than 20 answers."
        ),
        "required": False,
        "anchors": [
            _("Hardly anybody is satisfied."),
            _("Fewer than half are satisfied."),
            _("More than half are satisfied."),
            _("Nearly everybody is satisfied."),
        ],
        "reasons_for": [0, 1, 2, 3],
    },
    {
        "code": "response",
        "weight": 15,
        "question": _("Are requests and faults answered in the time that was promised?"),
        "guidance": _("Leave it open when nobody asked for anything in the period."),
        "required": False,
        "anchors": [
            _("They stay unanswered."),
            _("Often too late."),
            _("Usually in time."),
            _("Always in time, and faults are put right at once."),
        ],
        "reasons_for": [0],
    },
    {
        "code": "access",
        "weight": 10,
        "question": _("Can everybody it is meant for use it?"),
        "guidance": _(
            "Think of older people, people with disabilities and remote places, and of the way left open to them."
        ),
        "anchors": [
            _("Whole groups are shut out, and no other way is left open."),
            _("Some find it hard, and the other way is worse."),
            _("Nearly everybody can; the others have a way that is just as good."),
            _("Everybody can, and it was tried out with them."),
        ],
        "reasons_for": [0, 3],
    },
]

RUBRICS: list[dict[str, Any]] = [
    {
        "step": "necessity",
        "title": _("Necessity review"),
        "purpose": _(
            "Is it still needed, and does it do what it was approved for? You are judging the system, never the people who run it."
        ),
        "criteria": NECESSITY,
    },
    {
        "step": "economy",
        "title": _("Economy review"),
        "purpose": _("Was the money used as approved, and is what it costs from now on worth it?"),
        "criteria": ECONOMY,
    },
    {
        "step": "social_benefit",
        "title": _("Social-benefit review"),
        "purpose": _("What does it bring to people and to grassroots staff, as they see it themselves?"),
        "criteria": SOCIAL_BENEFIT,
    },
]
