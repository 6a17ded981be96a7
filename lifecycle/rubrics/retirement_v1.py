"""Version 1 of the three retirement reviews, as the migration stores it. Never edited: a better question is a new version.

The order of the reviews and who gives them (三审三清) is an expert proposal by authors of Central South University in
《国家治理》; these questions, anchors and weights are our own wording of it. Four anchors each and no middle, so a
reviewer leans one way; a higher value always speaks for keeping the system. A reason is due where a reader would ask for
one: at the ends of a scale, or where a document or a comparison has to be named.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

SOURCE_TEXT = _(
    "“Three reviews, three clearances” is a proposal by experts of Central South University in the journal Governance. "
    "It is not a legal requirement. Questions, anchors and weights are a template your organisation may replace."
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
        "code": "duty",
        "weight": 25,
        "question": _("Does a rule in force demand the task, or this system itself?"),
        "guidance": _("If so, name the document, its number and the article."),
        "anchors": [
            _("No rule in force demands the task."),
            _("The task is demanded, but it can be done without a system."),
            _("A rule in force demands that the task be done online; it names no system."),
            _("A rule in force demands this very system."),
        ],
        "reasons_for": [2, 3],
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
        "code": "reliance",
        "weight": 10,
        "question": _("Do the people it was built for rely on it in their work?"),
        "guidance": _("Ask those who do the work, not those who count the numbers."),
        "anchors": [
            _("Nobody relies on it; it is opened to meet a requirement, or not at all."),
            _("A few rely on it."),
            _("Some rely on it at certain times."),
            _("Most rely on it whenever the task is due."),
        ],
        "reasons_for": [0],
    },
    {
        "code": "nature",
        "weight": 10,
        "question": _("Is the low use explained by the nature of the task?"),
        "guidance": _(
            "Seasonal work, stand-by for emergencies and tools for a few specialists are used seldom by design."
        ),
        "anchors": [
            _("No: it should be used regularly and is not."),
            _("For a small part."),
            _("For the greater part."),
            _("Fully: it is meant to be used seldom and was ready whenever it was needed."),
        ],
        "reasons_for": [2, 3],
    },
]

ECONOMY: list[dict[str, Any]] = [
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
        "code": "contract",
        "weight": 20,
        "question": _("What would it cost to end the contracts now rather than let them run?"),
        "guidance": _("Read the clauses on termination, notice and data hand-over."),
        "anchors": [
            _("Nothing: there is none, it has ended, or it can be ended free of charge."),
            _("Less than half of the payments still due."),
            _("About as much as the payments still due."),
            _("More than letting them run to their end."),
        ],
        "reasons_for": [2, 3],
    },
    {
        "code": "fresh_money",
        "weight": 15,
        "question": _("Leaving aside what is already spent: would the money still to be spent be approved today?"),
        "guidance": _("Money that is gone is no reason to spend more, and no reason to blame an honest attempt."),
        "anchors": [
            _("No, not as a new request."),
            _("Only a much smaller sum."),
            _("Yes, on conditions."),
            _("Yes, as it is."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "released",
        "weight": 15,
        "question": _("What would retirement set free: money, servers, licences, staff?"),
        "guidance": _(
            "Set against it what retirement itself costs: archiving data, moving users, changing connected systems."
        ),
        "anchors": [
            _("Most of it at once."),
            _("A good part of it."),
            _("Little."),
            _("Nothing, or new costs would arise elsewhere."),
        ],
        "reasons_for": [3],
    },
]

SOCIAL_BENEFIT: list[dict[str, Any]] = [
    {
        "code": "harm",
        "weight": 30,
        "question": _("Who would be worse off if it were gone?"),
        "guidance": _(
            "Think of older people, people with disabilities and remote places, and of the way left open to them."
        ),
        "anchors": [
            _("Nobody would notice."),
            _("A few people, and another way just as good is open to them."),
            _("Certain groups, until a replacement is in place."),
            _("People would lose a service they rely on."),
        ],
        "reasons_for": [2, 3],
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
        "code": "problems_solved",
        "weight": 20,
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
        "code": "satisfaction",
        "weight": 15,
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
        "weight": 10,
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
]

RUBRICS: list[dict[str, Any]] = [
    {
        "step": "necessity",
        "title": _("Necessity review"),
        "purpose": _(
            "Is the need still real, and can nothing else meet it? You are judging the system, never the people who run it."
        ),
        "criteria": NECESSITY,
    },
    {
        "step": "economy",
        "title": _("Economy review"),
        "purpose": _("Is the money still to be spent worth it? What is already spent is not asked for here."),
        "criteria": ECONOMY,
    },
    {
        "step": "social_benefit",
        "title": _("Social-benefit review"),
        "purpose": _("What does it bring to people and to grassroots staff, and who would miss it?"),
        "criteria": SOCIAL_BENEFIT,
    },
]
