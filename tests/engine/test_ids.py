"""Ids follow from what they name."""

from hypothesis import given
from hypothesis import strategies as st

from engine.ids import dossier_id, part_id

NUMBERS = st.integers(0, 10_000)


def test_the_id_of_a_code_never_changes() -> None:
    """Stored rows hold these ids: another answer here would lose every dossier."""
    assert str(dossier_id("000.19.37.H26-181105-0001")) == "1655d947-f096-5dad-a1d6-853b76192159"
    assert (
        str(part_id(dossier_id("000.19.37.H26-181105-0001"), 1, 1)) == "bdfc9a1a-cf8f-5f26-a8e7-0a46804b1948"
    )


@given(st.tuples(NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS))
def test_two_parts_of_a_dossier_share_an_id_only_if_they_are_the_same(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    dossier = dossier_id("000.19.37.H26-181105-0001")

    assert (part_id(dossier, *one) == part_id(dossier, *other)) == (one == other)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_dossiers_share_an_id_only_if_they_share_a_code(one: str, other: str) -> None:
    assert (dossier_id(one) == dossier_id(other)) == (one == other)
