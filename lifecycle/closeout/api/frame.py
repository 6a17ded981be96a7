"""What every view of this room shares."""

from django.shortcuts import get_object_or_404

from lifecycle.cases.api.of_case import OfCase
from lifecycle.closeout.models import Matter
from lifecycle.closeout.selectors import matters_of


class OfMatter(OfCase):
    """Only people act here: a machine token has no role in any case. What is not visible does not exist."""

    def matter(self) -> Matter:
        return get_object_or_404(matters_of(self.case()), pk=self.kwargs["pk"])
