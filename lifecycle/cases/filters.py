"""By what a list of cases can be narrowed; the page, the export and the API share it."""

from datetime import timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import Outcome, TaskState
from lifecycle.cases.models import Case, Task
from lifecycle.cases.processes import choices, states_in_words
from lifecycle.cases.selectors import tasks_of
from registry.organisations.models import Organisation, Person
from registry.organisations.search import MOST_CHARACTERS, with_every_word
from registry.systems.models import System

DUE = [("overdue", _("overdue")), ("week", _("within seven days"))]
MINE = [
    ("todo", _("waiting for me")),
    ("unit", _("waiting in my organisation")),
    ("done", _("I took part")),
    ("opened", _("I opened it")),
]


class CaseFilters(django_filters.FilterSet):
    """``organisation`` matches whoever sponsors the system, opened the case or has a task in it."""

    q = django_filters.CharFilter(label=_("number or system"), method="by_words", max_length=MOST_CHARACTERS)
    process = django_filters.ChoiceFilter(label=_("process"), choices=choices(), empty_label=_("all"))
    state = django_filters.ChoiceFilter(label=_("state"), choices=states_in_words(), empty_label=_("all"))
    outcome = django_filters.ChoiceFilter(label=_("outcome"), choices=Outcome.choices, empty_label=_("all"))
    mine = django_filters.ChoiceFilter(label=_("and me"), choices=MINE, method="by_part", empty_label=_("all"))
    organisation = django_filters.CharFilter(label=_("organisation"), method="by_organisation")
    due = django_filters.ChoiceFilter(label=_("due"), choices=DUE, method="by_due", empty_label=_("all"))

    class Meta:
        model = Case
        fields: list[str] = []

    @property
    def person(self) -> Person:
        return self.request.user  # type: ignore[union-attr, return-value]

    def by_words(self, cases: QuerySet[Case], name: str, words: str) -> QuerySet[Case]:
        """Every word in what the system is searched by, or all of them in the number, as in RT-2026-0012.

        Both are looked for by themselves, so that of the cases no more is read than the index in whose order they are listed.
        """
        of_systems = Q(system__in=with_every_word(System.objects.all(), "search_text", words))
        if not words.isascii():
            return cases.filter(of_systems)
        numbered = Case.objects.filter(number__contains=words.upper()).order_by().values("pk")
        return cases.filter(Q(pk__in=numbered) | of_systems)

    def by_organisation(self, cases: QuerySet[Case], name: str, words: str) -> QuerySet[Case]:
        named = Organisation.objects.filter(
            Q(code=words) | Q(search_text__icontains=words.lower()) | Q(name__icontains=words)
        )
        has_task = Exists(Task.objects.filter(case=OuterRef("pk"), organisation__in=named))
        return cases.filter(Q(system__sponsor__in=named) | Q(opener__in=named) | has_task)

    def by_part(self, cases: QuerySet[Case], name: str, part: str) -> QuerySet[Case]:
        desk = tasks_of(self.person)
        if part == "todo":
            return cases.filter(pk__in=desk.mine.values("case"))
        if part == "unit":
            return cases.filter(pk__in=desk.unclaimed.values("case"))
        if part == "done":
            return cases.filter(pk__in=desk.done.values("case"))
        return cases.filter(pk__in=desk.opened.values("pk"))

    def by_due(self, cases: QuerySet[Case], name: str, due: str) -> QuerySet[Case]:
        today = timezone.localdate()
        late = Task.objects.filter(case=OuterRef("pk"), state=TaskState.OPEN)
        if due == "overdue":
            return cases.filter(Exists(late.filter(due_on__lt=today)))
        return cases.filter(Exists(late.filter(due_on__range=(today, today + timedelta(days=7)))))
