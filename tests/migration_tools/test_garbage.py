"""Garbage is looked for behind the rows, not among them."""

import gc
import weakref

import pytest

from migration_tools.garbage import looked_for_afterwards


class Knot:
    """Something that only a search for garbage finds: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_nothing_is_looked_for_within_and_everything_made_there_is_found_behind() -> None:
    with looked_for_afterwards():
        knot = weakref.ref(Knot())
        was_enabled, was_there = gc.isenabled(), knot() is not None

    assert (was_enabled, was_there, knot()) == (False, True, None)
    assert gc.isenabled()


def test_an_error_leaves_the_search_as_it_was() -> None:
    with pytest.raises(ValueError, match="x"), looked_for_afterwards():
        raise ValueError("x")

    assert gc.isenabled()
