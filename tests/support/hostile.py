"""Texts and data made to break out of the expression language or to wear the machine down, and what runs them.

Run as a script it prints, as JSON, what each did under an audit hook: `python -m tests.support.hostile`.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from engine.bpmn.expressions import (
    ConditionUnknown,
    EvaluationTooLarge,
    UnreadableExpression,
    compile_expression,
    compile_unary_tests,
)
from tests.support.hostile_families import READ, REFUSED
from tests.support.hostile_texts import CODE

THOUSAND: list[Any] = list(range(1_000))
TEN_THOUSAND: list[Any] = list(range(10_000))
WIDE_TEXT = "\U0001f600" * 65_536
HALF_TEXT = "\U0001f600" * 32_768
NOT_TEXT = "a" * 65_535 + "b"


def _deep(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


# What compiles, over data that make it reach for more than it should: it gives a value or stops in time.
READING: list[tuple[str, Mapping[str, Any]]] = [
    ("NaN", {}),
    ("__builtins__", {}),
    ("__class__", {}),
    ("x.__class__", {"x": 1}),
    ("x.__class__.__mro__", {"x": "a"}),
    ("x.__dict__", {"x": {}}),
    ("x.keys", {"x": {}}),
    ("x.get", {"x": {"a": 1}}),
    ("x.real.numerator", {"x": 1}),
    ("xs.append", {"xs": [1]}),
    ("xs.__len__", {"xs": [1]}),
    ("self", {}),
    ("os.system", {}),
    ("${x.class}", {"x": "a"}),
    ("${x['__class__']}", {"x": "a"}),
    ("${x.__class__.__init__}", {"x": "a"}),
    ("now().tzinfo", {}),
    ("date(x).max", {"x": "2018-11-09"}),
    ('"{0.__class__}"', {}),
    ("x", {"x": "__import__('os').system('id')"}),
    ("number(x)", {"x": "__import__('os')"}),
    ("date(x)", {"x": "2018-11-09' OR 1=1"}),
    ("x = y", {"x": "\ud800", "y": "\udfff"}),
    ("upper case(x)", {"x": "\ufb03" * 65_536}),
    ("lower case(x)", {"x": "\u0130" * 65_536}),
    ("9 ** 9 ** 9", {}),
    ("9 ** 99999999", {}),
    ("9 ** -99999999", {}),
    ("9 ** 999 ** 999", {}),
    ("10 ** 999 * 10 ** 999 * 10 ** 999 * 10 ** 999 * 10 ** 999 * 10 ** 999 * 10 ** 999", {}),
    ("x * x * x * x", {"x": 1e300}),
    ("x ** 0.5", {"x": 1e-300}),
    ("0.1 ** 998.7654321", {}),
    ("every x in xs satisfies 1.000000001 ** x > 0", {"xs": THOUSAND}),
    ("every x in xs satisfies 1.1 ** (x / 7) > 0", {"xs": THOUSAND}),
    ("x", {"x": 10**5_000}),
    ("x + 1", {"x": -(10**5_000)}),
    ("x", {"x": [10**5_000]}),
    ("x = x", {"x": float("nan")}),
    ("x > 1", {"x": float("inf")}),
    ("string(x)", {"x": 1e-300}),
    ("string(10 ** 999 * 10 ** 999 * 10 ** 999)", {}),
    ("floor(x, 34)", {"x": 1e300}),
    ("decimal(x, -34)", {"x": 1e-300}),
    ("decimal(1, 10 ** 33)", {}),
    ('duration("P999999999D") * 10 ** 999', {}),
    ('duration("P999999999D") / 10 ** -999', {}),
    ('duration("-P999999999D") - duration("P1D")', {}),
    ('-(duration("-P999999999D") - duration("PT24H"))', {}),
    ('date("9999-12-31") + duration("P999999999D")', {}),
    ('date("0001-01-01") - duration("PT1S")', {}),
    ('date and time("0001-01-01T00:00:00+14:00") < date and time("9999-12-31T23:59:59-12:00")', {}),
    ('date and time("0001-01-01T00:00:00+14:00") - date and time("9999-12-31T23:59:59-12:00")', {}),
    ("working duration(x) > working duration(y)", {"x": "P999999999D", "y": "PT999999999H"}),
    ("x + y", {"x": HALF_TEXT, "y": HALF_TEXT}),
    ("x + x + x", {"x": HALF_TEXT}),
    ('every n in xs satisfies a + b != ""', {"xs": THOUSAND, "a": HALF_TEXT, "b": HALF_TEXT}),
    ('every n in xs satisfies a + "x" != a + "y"', {"xs": THOUSAND, "a": WIDE_TEXT[1:]}),
    ("[" + ",".join(["a+b"] * 160) + "]", {"a": HALF_TEXT, "b": HALF_TEXT}),
    ("every n in xs satisfies upper case(a) != lower case(a)", {"xs": THOUSAND, "a": HALF_TEXT}),
    ("contains(x, y)", {"x": "a" * 65_536, "y": "a" * 32_768 + "b"}),
    ("every n in xs satisfies contains(x, y)", {"xs": THOUSAND, "x": "ab" * 32_000, "y": "ba" * 9_000 + "c"}),
    ("every n in xs satisfies x = y", {"xs": THOUSAND, "x": NOT_TEXT, "y": "a" * 65_536}),
    ("some x in xs satisfies some y in xs satisfies some z in xs satisfies x + y + z < 0", {"xs": THOUSAND}),
    ("every x in xs satisfies every y in xs satisfies y >= 0", {"xs": TEN_THOUSAND}),
    ("some x in xs satisfies list contains(xs, -1)", {"xs": TEN_THOUSAND}),
    ("some x in xs satisfies xs = ys", {"xs": TEN_THOUSAND, "ys": list(TEN_THOUSAND)}),
    ("some x in xs satisfies sum(xs) < 0", {"xs": TEN_THOUSAND}),
    ("some x in xs satisfies xs.a = xs.b", {"xs": [{"a": n} for n in range(10_000)]}),
    ("[xs, xs, xs] = [xs, xs, xs]", {"xs": TEN_THOUSAND}),
    ("[xs.a, xs.a, xs.a, xs.a]", {"xs": [{} for _ in range(2_000)]}),
    ("xs", {"xs": [0] * 1_000_000}),
    ("count(xs)", {"xs": [0] * 1_000_000}),
    ("xs = ys", {"xs": _deep(5_000), "ys": _deep(5_000)}),
    ("xs = ys", {"xs": {"a": _deep(500)}, "ys": {"a": _deep(500)}}),
    ("x = y", {"x": {str(n): n for n in range(100_000)}, "y": {str(n): n for n in range(100_000)}}),
    ("list contains(xs, x)", {"xs": [_deep(40)] * 5_000, "x": _deep(40)}),
    ("x in (" + ",".join(["xs"] * 400) + ")", {"x": -1, "xs": TEN_THOUSAND}),
    ("x", {"x": WIDE_TEXT + "a"}),
    ("x = 1", {"x": "1" * 1_000_000}),
    ("number(x)", {"x": "9" * 65_536}),
    ("duration(x)", {"x": "P" + "9" * 65_000 + "D"}),
    ("date and time(x)", {"x": "2018-11-09T" + "0:" * 30_000}),
]

ALLOWED = (UnreadableExpression, EvaluationTooLarge, ConditionUnknown)


def attempt(text: str, data: Mapping[str, Any]) -> str:
    """Compile, evaluate and test, as a condition and as a cell of a decision table.

    Return `value`, or the name of the error that the condition ended with.
    """
    with suppress(*ALLOWED):
        compile_unary_tests(text).test(data.get("x"), data)
    try:
        expression = compile_expression(text)
        expression.evaluate(data)
        expression.test(data)
    except ALLOWED as known:
        return type(known).__name__
    return "value"


def run(cases: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """Attempt each case under an audit hook; times are processor seconds, memory is what the peak grew by.

    `probe` holds the events of opening a file at the end, which shows that the hook was awake.
    """
    events: list[str] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found: list[dict[str, Any]] = []
    sys.addaudithook(lambda name, _: events.append(name))
    for text, data in cases:
        events.clear()
        started = time.process_time()
        try:
            outcome = attempt(text, data)
        except BaseException as problem:
            outcome = f"escaped: {problem!r:.200}"
        seconds = time.process_time() - started
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
        found.append(
            {"outcome": outcome, "events": sorted(set(events)), "seconds": seconds, "grown_bytes": grown}
        )
    events.clear()
    with open(os.devnull):
        return {"cases": found, "probe": list(events)}


MUST_BE_REFUSED = [*CODE, *REFUSED]
CASES: list[tuple[str, Mapping[str, Any]]] = [*((text, {}) for text in MUST_BE_REFUSED), *READING, *READ]

if __name__ == "__main__":
    json.dump(run(CASES), sys.stdout)
