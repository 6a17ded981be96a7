"""One filter set for the page, the API and the export."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.widgets import BooleanWidget

from evaluations.appraisals.enums import Grade, Purpose
from evaluations.appraisals.models import Appraisal
from evaluations.appraisals.selectors.appraisals import UNCERTAIN
from registry.organisations.search import MOST_CHARACTERS, with_every_word
from registry.systems.enums import SystemKind


class AllOrOne(BooleanWidget):
    """Yes or no, and nothing chosen means both; the library calls that unknown."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("", settings.FILTERS_EMPTY_CHOICE_LABEL), *list(self.choices)[1:]]


class AppraisalFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="search_for", label=_("system or sponsor"), max_length=MOST_CHARACTERS)
    system = django_filters.CharFilter(field_name="system__code", label=_("system code"))
    kind = django_filters.ChoiceFilter(field_name="system__kind", choices=SystemKind.choices, label=_("kind of system"))
    purpose = django_filters.ChoiceFilter(choices=Purpose.choices, label=_("made for"))
    grade = django_filters.ChoiceFilter(
        choices=[*Grade.choices, (UNCERTAIN, _("not certain"))], method="of_grade", label=_("grade")
    )
    year = django_filters.NumberFilter(
        field_name="at__year", label=_("made in the year"), min_value=2000, max_value=2999
    )
    judged = django_filters.BooleanFilter(label=_("with the reviewers’ answers"), widget=AllOrOne)

    class Meta:
        model = Appraisal
        fields = ["search", "system", "kind", "purpose", "grade", "year", "judged"]

    def search_for(self, queryset: QuerySet[Appraisal], name: str, value: str) -> QuerySet[Appraisal]:
        """Words of the system's search text: name, code, sponsor or pinyin initials; all must occur."""
        return with_every_word(queryset, "system__search_text", value)

    def of_grade(self, queryset: QuerySet[Appraisal], name: str, value: str) -> QuerySet[Appraisal]:
        return queryset.filter(grade="" if value == UNCERTAIN else value)
