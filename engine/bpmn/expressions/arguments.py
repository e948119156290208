"""What functions have in common: how many arguments they take, and in which shape they are handed over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.bpmn.expressions.limits import CHARACTERS_A_STEP
from engine.bpmn.expressions.run import Run

Arguments = Sequence[Any]
Apply = Callable[[Run, Arguments], object]


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments a function takes and what it gives; null wherever an argument is of no use to it."""

    least: int
    most: int
    apply: Apply

    def fault(self, count: int) -> str | None:
        """Say in Vietnamese what is wrong with a number of arguments, or None."""
        if self.least <= count <= self.most:
            return None
        wanted = f"{self.least}" if self.least == self.most else f"từ {self.least} đến {self.most}"
        return f"cần {wanted} giá trị trong ngoặc nhưng có {count}"


def on_texts(apply: Callable[..., object]) -> Apply:
    """Return a function of texts only; scanning them costs steps."""

    def checked(run: Run, given: Arguments) -> object:
        if not all(isinstance(value, str) for value in given):
            return None
        for text in given:
            run.spend(len(text) // CHARACTERS_A_STEP)
        return apply(*given)

    return checked


def on_list(apply: Callable[[list[Any]], object]) -> Apply:
    """Return a function of one list or of its items one by one (DMN 1.3 §10.3.4.4)."""

    def checked(run: Run, given: Arguments) -> object:
        is_one_list = len(given) == 1 and isinstance(given[0], list | tuple)
        return apply(list(run.items(given[0] if is_one_list else given)))

    return checked
