"""The recorded steps of one dossier against each other: what follows what, what is open, what was paused."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from engine.model.folding import folded

TWO_OPEN = "process.two_open_steps"
_BEGINNING = frozenset({"", "0", "None"})
_PAUSES, _RESUMES = ("tam dung", "paused", "pausing"), ("tiep tuc", "resumed")

Step = Mapping[str, Any]
"""A history row's fields as they are stored: `seq`, `previous`, `at`, `step`, `to_status`, `note`, `is_open`."""


def judge_chain(status: str, steps: Sequence[Step]) -> list[str]:
    """Return the catalogue codes of what is wrong in the steps of a dossier, in whatever order they come."""
    if not steps:
        return ["process.never_started"] if status not in ("", "new") else []
    codes = [TWO_OPEN] if sum(_is_open(step) for step in steps) > 1 else []
    previous = {_id(step): _previous(step) for step in steps}
    if any(before and before not in previous for before in previous.values()):
        codes.append("process.broken_chain")
    if _is_cyclic(previous):
        codes.append("process.cyclic_chain")
    if len(steps) > 1 and not any(previous.values()) and len({step.get("at") for step in steps}) == 1:
        codes.append("process.no_order")
    words = [_words(step) for step in steps]
    # Nobody knows the order of what one minute holds, so a pause anywhere lets a resumption be right.
    if _names_any(words, _RESUMES) and not _names_any(words, _PAUSES):
        codes.append("process.pause_missing")
    return codes


def _is_open(step: Step) -> bool:
    return step.get("is_open") is True or step.get("is_open") == "true"


def _id(step: Step) -> str:
    return str(step.get("seq"))


def _previous(step: Step) -> str:
    before = str(step.get("previous") or "")
    return "" if before in _BEGINNING else before


def _is_cyclic(previous: Mapping[str, str]) -> bool:
    done: set[str] = set()
    for start in previous:
        path: set[str] = set()
        at = start
        while at in previous and at not in done:
            if at in path:
                return True
            path.add(at)
            at = previous[at]
        done |= path
    return False


def _words(step: Step) -> str:
    return _folded_words(step.get("step"), step.get("to_status"), step.get("note"))


@lru_cache(maxsize=4_096)
def _folded_words(*told: object) -> str:
    return folded(" ".join(str(each or "") for each in told))


def _names_any(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(each in text for text in words for each in wanted)
