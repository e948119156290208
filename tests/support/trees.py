"""Strategies of hypothesis for syntax trees as the parser makes them, and for data as JSON holds them."""

from decimal import Decimal
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from engine.bpmn.expressions import nodes
from engine.bpmn.expressions.functions import FUNCTIONS

VARIABLES = ("a", "b", "c", "xs", "ho_so", "count", "date", "is")
KEYS = ("a", "b", "and", "so_nha")

numbers = st.decimals(
    min_value=0, max_value=Decimal("1e30"), allow_nan=False, allow_infinity=False, places=3
) | st.integers(0, 12).map(Decimal)
# A compiled text is in NFC, and so is every string in it.
written = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
texts = written.map(lambda text: normalize("NFC", text)) | st.sampled_from(
    ["2018-11-09", "2018-11-09T15:00:00+07:00", "P1DT2H", "-PT5M", "P1Y2M", "17:00:00", "12.5", "a"]
)
names = st.sampled_from(VARIABLES).map(nodes.Name)
# A filter asks about the item that it looks at.
items = st.just(nodes.Name(nodes.ITEM)) | st.builds(
    nodes.Path, st.just(nodes.Name(nodes.ITEM)), st.sampled_from(KEYS)
)
literals = (st.none() | st.booleans() | numbers | texts).map(nodes.Literal)
positions = st.integers(1, 4) | st.integers(-4, -1)
order_signs = st.sampled_from(["<", "<=", ">", ">="])
compare_signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
arithmetic_signs = st.sampled_from(["+", "-", "*", "/", "**"])


def _calls(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def call(name: str) -> st.SearchStrategy[Any]:
        function = FUNCTIONS[name]
        # `is defined` asks about a name; a literal that no conversion can read is refused when compiled.
        argument = names if name == "is defined" else inner.filter(lambda n: not isinstance(n, nodes.Literal))
        counts = st.integers(function.least, min(function.most, 3))
        lists = counts.flatmap(lambda count: st.lists(argument, min_size=count, max_size=count))
        return st.builds(nodes.Call, st.just(name), lists.map(tuple))

    return st.sampled_from(sorted(FUNCTIONS)).flatmap(call)


def _tests(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    ranges = st.builds(nodes.Range, inner, inner, st.booleans(), st.booleans())
    one = inner | ranges | st.builds(nodes.Bound, order_signs, inner)
    return st.lists(one, min_size=1, max_size=3).map(tuple)


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(nodes.Path, inner, st.sampled_from(KEYS)),
        st.builds(nodes.Index, inner, positions),
        st.builds(nodes.Filter, inner, st.builds(nodes.Compare, compare_signs, items, inner)),
        st.lists(inner, max_size=3).map(tuple).map(nodes.ListOf),
        st.builds(nodes.Negate, inner),
        st.builds(nodes.Arithmetic, arithmetic_signs, inner, inner),
        st.builds(nodes.Compare, compare_signs, inner, inner),
        st.builds(nodes.In, inner, _tests(inner)),
        st.builds(nodes.Not, inner),
        st.builds(nodes.And, several),
        st.builds(nodes.Or, several),
        st.builds(nodes.If, inner, inner, inner),
        st.builds(
            nodes.Quantified, st.sampled_from(["some", "every"]), st.sampled_from(VARIABLES), inner, inner
        ),
        _calls(inner),
    )


trees: st.SearchStrategy[nodes.Node] = st.recursive(names | literals, _larger, max_leaves=12)

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)
documents: st.SearchStrategy[dict[str, Any]] = st.dictionaries(st.sampled_from(VARIABLES), json_values)
