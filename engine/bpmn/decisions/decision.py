"""A decision table ready to run: pure, it reads a dossier's data and returns the data that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.bpmn.decisions.hit_policy import Aggregation, HitPolicy, Results, settle
from engine.bpmn.decisions.result import as_data
from engine.bpmn.expressions import ConditionUnknown, Expression, UnaryTests
from engine.bpmn.expressions.nodes import Literal, guarded_paths, walk
from engine.errors import Stuck

Data = Mapping[str, Any]
Values = tuple[object, ...]
"""The value of each input of one decision."""

THE_INPUT = "?"
"""The name under which a cell reads the value of its input."""


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is tested; `allowed` are the values it may have (`inputValues`), None where any."""

    id: str
    label: str
    expression: Expression
    allowed: UnaryTests | None


@dataclass(frozen=True, slots=True)
class Output:
    """A column that is given; `name` is the name of its data. `default` is given where no rule matches."""

    id: str
    name: str
    allowed: UnaryTests | None
    default: Expression | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: `tests` has one cell for each input, `results` one for each output."""

    id: str
    tests: tuple[UnaryTests, ...]
    results: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One table. `rules` stand in the order of the file."""

    id: str
    name: str
    hit_policy: HitPolicy
    aggregation: Aggregation | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]

    @property
    def reads(self) -> frozenset[str]:
        """The names of the data, as dotted paths, without which the decision can be stuck."""
        defaults = [output.default for output in self.outputs if output.default is not None]
        written = [column.expression for column in self.inputs] + defaults
        written += [result for rule in self.rules for result in rule.results]
        written += [test.expression for rule in self.rules for test in rule.tests]
        return frozenset[str]().union(*(each.required for each in written))

    @property
    def writes(self) -> frozenset[str]:
        """The names of the data that the decision always gives."""
        return frozenset(output.name for output in self.outputs)

    def decide(self, data: Data, now: datetime | None) -> dict[str, Any]:
        """Return a value for each output, in the form that a dossier's data have.

        A rule matches when all its cells are passed. Where a cell can be neither passed nor failed (its value is
        missing, or of another kind) and no other cell of the rule fails, nobody knows whether the rule matches:
        Stuck, as at a gateway. Where no rule matches, all outputs take their `defaultOutputEntry`, which under
        COLLECT stands for the whole list or number; if one has none, Stuck `decision.no_rule`. Several rules under
        UNIQUE and different results under ANY are Stuck, never silently the first. Facts name the decision, the
        values of its inputs and, where there is one, the rule.
        """
        values = tuple(column.expression.evaluate(data, now) for column in self.inputs)
        try:
            self._check_allowed(values, data, now)
            matching = self._matching(values, data, now)
            results = self._settled(matching, data, now) if matching else self._defaults(data, now)
            return {o.name: as_data(result) for o, result in zip(self.outputs, results, strict=True)}
        except Stuck as stuck:
            labels = [column.label for column in self.inputs]
            inputs = {label: _shown(value) for label, value in zip(labels, values, strict=True)}
            raise Stuck(stuck.code, **stuck.facts | {"decision": self.name, "inputs": inputs}) from stuck

    def _check_allowed(self, values: Values, data: Data, now: datetime | None) -> None:
        for column, value in zip(self.inputs, values, strict=True):
            if column.allowed is not None and value is not None and not column.allowed.test(value, data, now):
                raise Stuck("decision.input_not_allowed", input=column.label)

    def _matching(self, values: Values, data: Data, now: datetime | None) -> list[Rule]:
        found: list[Rule] = []
        for rule in self.rules:
            if _matches(rule, values, data, now):
                found.append(rule)
                if self.hit_policy is HitPolicy.FIRST:
                    break
        return found

    def _settled(self, rules: list[Rule], data: Data, now: datetime | None) -> Results:
        found = [self._results(rule, data, now) for rule in rules]
        try:
            return settle(self.hit_policy, self.aggregation, found)
        except Stuck as stuck:
            raise Stuck(stuck.code, **stuck.facts | {"rules": [rule.id for rule in rules]}) from stuck

    def _results(self, rule: Rule, data: Data, now: datetime | None) -> Results:
        results = [_value(result, data, now, rule=rule.id) for result in rule.results]
        for output, result in zip(self.outputs, results, strict=True):
            if output.allowed is not None and not output.allowed.test(result, data, now):
                raise Stuck("decision.output_not_allowed", output=output.name, rule=rule.id)
        return tuple(results)

    def _defaults(self, data: Data, now: datetime | None) -> Results:
        defaults = [output.default for output in self.outputs if output.default is not None]
        if len(defaults) < len(self.outputs):
            raise Stuck("decision.no_rule")
        return tuple(_value(default, data, now) for default in defaults)


def _matches(rule: Rule, values: Values, data: Data, now: datetime | None) -> bool:
    unknown: Stuck | None = None
    for cell, value in zip(rule.tests, values, strict=True):
        try:
            if not passes(cell, value, data, now):
                return False
        except ConditionUnknown as problem:
            unknown = problem
    if unknown is not None:
        raise Stuck(unknown.code, **unknown.facts | {"rule": rule.id}) from unknown
    return True


def passes(cell: UnaryTests, value: object, data: Data, now: datetime | None) -> bool:
    """Tell whether a value passes a cell; raises ConditionUnknown where that is not known.

    FEEL calls `"dat"` failed by null; here nobody's silence decides, unless the cell itself asks after null.
    """
    if value is None and tests_its_input(cell) and not _asks_after_null(cell):
        raise ConditionUnknown(cell.expression.source, "null", [])
    return cell.test(value, data, now)


def tests_its_input(cell: UnaryTests) -> bool:
    """Tell a cell that looks at the value of its input from one that any value passes, as `-`."""
    return cell.expression.tree != Literal(True)


def _asks_after_null(cell: UnaryTests) -> bool:
    tree = cell.expression.tree
    return THE_INPUT in guarded_paths(tree) or any(node == Literal(None) for node, _ in walk(tree))


def _value(expression: Expression, data: Data, now: datetime | None, **facts: str) -> object:
    """A result that comes to null because something is missing is no result; one that says `null` is."""
    value = expression.evaluate(data, now)
    if value is None and expression.tree != Literal(None):
        raise Stuck("decision.result_unknown", source=expression.source, **facts)
    return value


def _shown(value: object) -> object:
    return value if value is None or isinstance(value, bool | str) else str(value)
