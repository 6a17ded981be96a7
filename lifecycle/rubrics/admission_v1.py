"""Version 1 of the three admission reviews, as the migration stores it. Never edited: a better question is a new version.

That demand must be real, functions not replaceable and money sustainable is an expert proposal by authors of Central South
University in 《国家治理》. Whether it overlaps, could be a module of something existing and shares its data is asked by the 2023
《关于防治“指尖上的形式主义”的若干意见》; what may not be built in at all, by 国办函〔2026〕12号. Questions, anchors and weights are our
own wording. Four anchors each and no middle; a higher value always speaks for admitting the system.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

SOURCE_TEXT = _(
    "Real demand, functions that cannot be replaced and sustainable money as tests of approval are a proposal by experts of "
    "Central South University in the journal Governance, not a legal requirement. Overlap, modules and shared data follow "
    "the five questions of the 2023 opinions against formalism at the fingertips. Questions, anchors and weights are a "
    "template your organisation may replace."
)

NECESSITY: list[dict[str, Any]] = [
    {
        "code": "demand",
        "weight": 30,
        "question": _("Is the demand real?"),
        "guidance": _(
            "Look for tasks that are done today, how often, by whom, and for what those people said themselves."
        ),
        "anchors": [
            _("Only the applicant says so; nobody who is to use it was asked."),
            _("A need is described, but not how often it arises or for whom."),
            _("Some of those who are to use it confirm the need, with figures for today’s work."),
            _("Those who are to use it asked for it, and number and frequency of the tasks are documented."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "duty",
        "weight": 15,
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
        "weight": 30,
        "question": _("Could an existing system, a module of one, or none at all, do the same work?"),
        "guidance": _("Look at provincial and shared platforms first. If there is one, name it."),
        "anchors": [
            _("A system in use already does all of it."),
            _("It could be a module of an existing system, or be done offline with less effort."),
            _("Only parts of it can be done elsewhere."),
            _("Nothing else can take it over."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "overlaps_answered",
        "weight": 15,
        "question": _("Are the systems that the overlap check found answered one by one, and convincingly?"),
        "guidance": _("Open the matched functions of each hit. “Ours is different” is no answer."),
        "anchors": [
            _("The answers do not speak of the matched functions."),
            _("Some answers hold; others only claim a difference."),
            _("All answers hold; some rest on what the applicant says alone."),
            _("All answers hold and are documented, or nothing similar exists."),
        ],
        "reasons_for": [0, 1],
    },
    {
        "code": "commitments",
        "weight": 10,
        "question": _("Will the commitments show whether it was needed?"),
        "guidance": _(
            "A count of log-ins, likes or check-ins shows nothing. Ask which task is done better, and by how much."
        ),
        "anchors": [
            _("They count what nobody needs, or anything would meet them."),
            _("They measure activity, not results."),
            _("They measure results; targets or dates are soft."),
            _("They measure results, with a baseline, a target and a date that can be missed."),
        ],
        "reasons_for": [0],
    },
]

ECONOMY: list[dict[str, Any]] = [
    {
        "code": "cost_complete",
        "weight": 25,
        "question": _("Is the cost of five years complete?"),
        "guidance": _(
            "Count building, operation, cloud, licences, security assessment, upgrades, the staff who look after it, and the exit."
        ),
        "anchors": [
            _("Only the building is counted."),
            _("Large items are missing or cannot be followed."),
            _("It is complete but for small items."),
            _("It is complete, and every item can be followed."),
        ],
        "reasons_for": [0, 1],
    },
    {
        "code": "proportion",
        "weight": 25,
        "question": _("Is the cost of five years in proportion to what the system promises?"),
        "guidance": _(
            "Divide it by the tasks promised over five years and compare with similar systems of the register."
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
        "code": "sustainable",
        "weight": 30,
        "question": _("Is the money for operating it secured beyond the first year?"),
        "guidance": _("Money for building without money for operating is how systems come to stand idle."),
        "anchors": [
            _("No source is named."),
            _("A source is named, but nobody has agreed to it."),
            _("It is agreed for some years, and there is a plan for the rest."),
            _("It is agreed for all five years, within the usual budget."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "alternatives",
        "weight": 10,
        "question": _("Were cheaper ways compared?"),
        "guidance": _("Reuse, a module, shared cloud and components, a smaller first stage."),
        "anchors": [
            _("None was looked at."),
            _("They are named, but not costed."),
            _("They are costed; the choice is partly explained."),
            _("They are costed, and the choice follows from the figures."),
        ],
        "reasons_for": [0],
    },
    {
        "code": "exit_settled",
        "weight": 10,
        "question": _("Is it settled what happens when the contract or the task ends?"),
        "guidance": _("Who owns data and source code, how they are handed over, and what leaving costs."),
        "anchors": [
            _("Nothing is settled."),
            _("Ownership is settled, the hand-over is not."),
            _("Ownership and hand-over are settled."),
            _("Ownership, hand-over and the cost of leaving are settled."),
        ],
        "reasons_for": [0],
    },
]

SOCIAL_BENEFIT: list[dict[str, Any]] = [
    {
        "code": "benefit",
        "weight": 25,
        "question": _("Who will be better off, and will it show?"),
        "guidance": _(
            "Think of people who have a matter to settle and of those who settle it, not of reports to superiors."
        ),
        "anchors": [
            _("Mainly those who read reports."),
            _("Somebody, but it will not show."),
            _("Certain groups, and it can be measured."),
            _("Many people or those in need, and it can be measured."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "burden",
        "weight": 30,
        "question": _("Will it lighten or add to the load on grassroots staff?"),
        "guidance": _("Go through the forms: which of the data have they handed in somewhere already?"),
        "anchors": [
            _("It adds to it: data entered several times, check-ins, or proof of use demanded."),
            _("It takes more time than it gives back."),
            _("It neither lightens nor adds."),
            _("It clearly saves them work."),
        ],
        "reasons_for": [0, 3],
    },
    {
        "code": "data_reuse",
        "weight": 15,
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
    {
        "code": "access",
        "weight": 15,
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
    {
        "code": "red_lines",
        "weight": 15,
        "question": _("Is it free of check-ins, points, forced promotion and numbers gathered for show?"),
        "guidance": _("Read the functions, not the headings. An exception exists for safety and emergencies only."),
        "anchors": [
            _("It is built on them."),
            _("It holds some of them."),
            _("Hardly: a safety function needs one of them, and says why."),
            _("It holds none of them."),
        ],
        "reasons_for": [0, 1, 2],
    },
]

RUBRICS: list[dict[str, Any]] = [
    {
        "step": "necessity",
        "title": _("Necessity review"),
        "purpose": _(
            "Is the demand real, and can nothing that exists meet it? You are judging the proposal, never the people who made it."
        ),
        "criteria": NECESSITY,
    },
    {
        "step": "economy",
        "title": _("Economy review"),
        "purpose": _("Is the cost of five years complete and in proportion, and will the money last?"),
        "criteria": ECONOMY,
    },
    {
        "step": "social_benefit",
        "title": _("Social-benefit review"),
        "purpose": _("What will it bring to people and to grassroots staff, and what will it ask of them?"),
        "criteria": SOCIAL_BENEFIT,
    },
]
