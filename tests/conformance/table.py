"""The outcomes as a table for the terminal and as JSON for whoever publishes them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tests.conformance.betsy import DOUBTED, ENGINES, Outcome, Result

COLUMNS = {
    "net": (Result.RIGHT, Result.REFUSED, Result.WRONG),
    "pair": (Result.RIGHT, Result.REFUSED, Result.DIFFERS, Result.WRONG),
    "shipped": (Result.RIGHT, Result.REFUSED, Result.DIFFERS, Result.WRONG),
    "spiff": (Result.RIGHT, Result.REFUSED, Result.WRONG, Result.HANGS),
    "stock": (Result.RIGHT, Result.REFUSED, Result.WRONG, Result.HANGS),
}
_WIDTH, _FIRST = 8, 31


def as_text(outcomes: Sequence[Outcome]) -> str:
    """Return one line a construct, the totals by case and by file, what `shipped` has not right, and doubts."""
    lines = [_heading(), _names()]
    constructs = list(dict.fromkeys(outcome.case.construct for outcome in outcomes))
    lines += [_line(name, [each for each in outcomes if each.case.construct == name]) for name in constructs]
    lines += [_line("cases", outcomes), _line("files", _by_file(outcomes)), ""]
    doubts = [f"doubted: {file}: {reason}" for file, reason in DOUBTED.items()]
    return "\n".join([*lines, *_rest(outcomes), "", *doubts])


def _rest(outcomes: Iterable[Outcome]) -> list[str]:
    """One line for every file and reason that `shipped` has not right, with the number of its cases."""
    counted = Counter(
        f"{outcome.result} {outcome.case.file}: {outcome.reason}"
        for outcome in outcomes
        if outcome.engine == "shipped" and outcome.result is not Result.RIGHT
    )
    return [f"{number:2} × {what}" for what, number in counted.items()]


def as_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the totals and every outcome."""
    return {
        "cases": {engine: dict(_count(outcomes, engine)) for engine in ENGINES},
        "files": {engine: dict(_count(_by_file(outcomes), engine)) for engine in ENGINES},
        "outcomes": [
            {
                "file": outcome.case.file,
                "case": outcome.case.number,
                "construct": outcome.case.construct,
                "engine": outcome.engine,
                "result": outcome.result,
                "reason": outcome.reason,
            }
            for outcome in outcomes
        ],
    }


def _by_file(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """A file is as good as its worst case: the result that stands last in `Result`."""
    worst: dict[tuple[str, str], Outcome] = {}
    order = list(Result)
    for outcome in outcomes:
        key = outcome.case.file, outcome.engine
        if key not in worst or order.index(outcome.result) > order.index(worst[key].result):
            worst[key] = outcome
    return list(worst.values())


def _count(outcomes: Iterable[Outcome], engine: str) -> Counter[str]:
    return Counter(outcome.result.value for outcome in outcomes if outcome.engine == engine)


def _heading() -> str:
    widths = {engine: _WIDTH * len(results) for engine, results in COLUMNS.items()}
    return " " * _FIRST + " |".join(engine.center(width) for engine, width in widths.items())


def _names() -> str:
    return " " * _FIRST + " |".join(
        "".join(result.rjust(_WIDTH) for result in results) for results in COLUMNS.values()
    )


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    cells = []
    for engine, results in COLUMNS.items():
        count = _count(outcomes, engine)
        cells.append("".join(str(count[result] or "·").rjust(_WIDTH) for result in results))
    return name.ljust(_FIRST) + " |".join(cells)
