"""What is wrong with a mapping itself: a value with its place and a Vietnamese sentence, all of them at once."""

from typing import NamedTuple


class MappingProblem(NamedTuple):
    """One thing to mend. `line` is the line of the file, 0 where unknown; `path` such as `fields/number/op`."""

    path: str
    sentence: str
    line: int = 0

    def __str__(self) -> str:
        place = f"dòng {self.line}" if self.line else self.path or "ánh xạ"
        return f"{place}: {self.sentence}"


class UnreadableMapping(Exception):
    """A mapping that cannot be used; `problems` are all that was found."""

    def __init__(self, problems: tuple[MappingProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
