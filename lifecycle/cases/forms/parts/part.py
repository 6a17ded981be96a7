"""One question of a submission as it is put to whoever answers it."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from lifecycle.cases.forms.parts.leaf import Leaf
from lifecycle.cases.processes.table import Field
from registry.refusals import Obstacle

Data = Mapping[str, Any] | None


class Part:
    """``asked`` is the question, ``leaves`` its inputs, ``template`` how it looks.

    A part refuses nothing but text that is too long: what was typed becomes a value as far as it can be read, and stays as it is
    where it cannot, so that drafts lose nothing and every reason against it comes from the engine.
    """

    template: ClassVar[str] = "cases/parts/plain.html"

    def __init__(self, asked: Field, name: str, leaves: Iterable[Leaf]) -> None:
        self.asked = asked
        self.name = name
        self.leaves = list(leaves)
        self.obstacles: list[Obstacle] = []

    @property
    def leaf(self) -> Leaf:
        """The first of them, where there is one."""
        return self.leaves[0]

    @property
    def told(self) -> list[str]:
        """Everything against what was entered here."""
        beside = [*self.obstacles, *(obstacle for leaf in self.leaves for obstacle in leaf.obstacles)]
        typed = [str(error) for leaf in self.leaves for errors in leaf.errors.values() for error in errors]
        return [*map(str, beside), *typed]

    @property
    def is_required(self) -> bool:
        """Whether it may not be left as it is."""
        return self.asked.required

    @property
    def is_filled(self) -> bool:
        """Whether anything is entered, right or wrong."""
        return any(field.value() not in {None, "", False} for leaf in self.leaves for field in leaf)

    def is_valid(self) -> bool:
        return all(leaf.is_valid() for leaf in self.leaves)

    def value(self) -> Any:
        """The answer as a submission keeps it (see ``FieldKind``); None: nothing was entered."""
        raise NotImplementedError

    def refuse(self, obstacle: Obstacle) -> bool:
        """Show an obstacle where it belongs; False: it is about another part."""
        if any(leaf.refuse(obstacle) for leaf in self.leaves):
            return True
        if obstacle.field == self.name or obstacle.field.startswith(f"{self.name}."):
            self.obstacles.append(obstacle)
            return True
        return False
