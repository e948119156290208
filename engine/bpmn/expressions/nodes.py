"""The syntax tree that FEEL and JUEL texts are read onto; frozen, so that checks may compare and keep it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal as OneOf
from typing import TypeAlias

ArithmeticSign: TypeAlias = OneOf["+", "-", "*", "/", "**"]
OrderSign: TypeAlias = OneOf["<", "<=", ">", ">="]
CompareSign: TypeAlias = OneOf["=", "!="] | OrderSign

ITEM = "item"


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the text; a number is never negative here, its sign is a Negate."""

    value: bool | Decimal | str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A variable: of the data, or bound by an enclosing Quantified."""

    name: str


@dataclass(frozen=True, slots=True)
class Path:
    """`target.key`: a property of a context, or of each context of a list."""

    target: "Node"
    key: str


@dataclass(frozen=True, slots=True)
class Index:
    """`target[position]`: counted from 1, or from the end when negative; never 0."""

    target: "Node"
    position: int


@dataclass(frozen=True, slots=True)
class Filter:
    """`target[test]`: the items of a list that pass a test, which calls each of them ITEM."""

    target: "Node"
    test: "Node"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list literal."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two operands joined by an arithmetic sign."""

    sign: ArithmeticSign
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Compare:
    """Two operands compared."""

    sign: CompareSign
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Range:
    """An interval that In tests against; an end is closed when it belongs to the interval."""

    low: "Node"
    high: "Node"
    is_low_closed: bool
    is_high_closed: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison without its left side that In tests against, as `>= 18`."""

    sign: OrderSign
    limit: "Node"


@dataclass(frozen=True, slots=True)
class In:
    """True when the value passes any test: a Range, a Bound, an equal value or a list that holds it.

    `x between a and b` is read as In with one closed Range, which means the same.
    """

    value: "Node"
    tests: tuple["Test", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation: unknown stays unknown."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Two or more conditions that must all hold; flat, so that `a and b and c` is one node."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more conditions of which one must hold."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class If:
    """`if condition then chosen else otherwise`; an unknown condition chooses `otherwise`, as DMN says."""

    condition: "Node"
    chosen: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Quantified:
    """`some` or `every` `name` of a list satisfies the test."""

    kind: OneOf["some", "every"]
    name: str
    source: "Node"
    test: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one of the closed set in functions.py."""

    function: str
    arguments: tuple["Node", ...]


Node: TypeAlias = (
    Literal
    | Name
    | Path
    | Index
    | Filter
    | ListOf
    | Negate
    | Arithmetic
    | Compare
    | In
    | Not
    | And
    | Or
    | If
    | Quantified
    | Call
)
Test: TypeAlias = Node | Range | Bound


def children(node: Test) -> tuple[Test, ...]:
    """Return the parts of a node in the order in which they are written."""
    match node:
        case Literal() | Name():
            return ()
        case (
            Path(target=part)
            | Index(target=part)
            | Negate(operand=part)
            | Not(operand=part)
            | Bound(limit=part)
        ):
            return (part,)
        case ListOf(items=parts) | And(items=parts) | Or(items=parts) | Call(arguments=parts):
            return parts
        case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case (
            Range(low=left, high=right)
            | Quantified(source=left, test=right)
            | Filter(target=left, test=right)
        ):
            return (left, right)
        case In(value=value, tests=tests):
            return (value, *tests)
        case If(condition=condition, chosen=chosen, otherwise=otherwise):
            return (condition, chosen, otherwise)


def walk(tree: Test) -> Iterator[tuple[Test, int]]:
    """Yield every node with its depth, the root at 1; keeps its own stack, so no tree is too deep for it."""
    waiting: list[tuple[Test, int]] = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((part, depth + 1) for part in children(node))


def variable_paths(tree: Test, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the paths of the data that a tree reads, the longest written form of each: `{"ho_so.loai"}`."""
    if isinstance(tree, Quantified):
        return variable_paths(tree.source, bound) | variable_paths(tree.test, bound | {tree.name})
    if isinstance(tree, Filter):
        return variable_paths(tree.target, bound) | variable_paths(tree.test, bound | {ITEM})
    path = _dotted(tree)
    if path:
        return frozenset() if path[0] in bound else frozenset({".".join(path)})
    return frozenset().union(*(variable_paths(part, bound) for part in children(tree)))


def guarded_paths(tree: Test) -> frozenset[str]:
    """Return the paths that a tree itself asks after: `is defined(x)`, `is empty(x)`, `x = null`, `x != null`."""
    own: frozenset[str] = frozenset()
    match tree:
        case Call(function="is defined" | "is empty", arguments=(operand,)):
            own = variable_paths(operand)
        case (
            Compare(sign="=" | "!=", left=Literal(value=None), right=operand)
            | Compare(sign="=" | "!=", left=operand, right=Literal(value=None))
        ):
            own = variable_paths(operand)
    return own.union(*(guarded_paths(part) for part in children(tree)))


def _dotted(node: Test) -> tuple[str, ...]:
    keys: list[str] = []
    while isinstance(node, Path):
        keys.append(node.key)
        node = node.target
    return (node.name, *reversed(keys)) if isinstance(node, Name) else ()
