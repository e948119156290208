"""The library's event loop never meets the caller's."""

import asyncio

import pytest

from api.signing.apart import apart


async def _answer(value: int) -> int:
    return value


def looped(value: int) -> int:
    """What needs a loop of its own, as signing does."""
    return asyncio.run(_answer(value))


def test_what_runs_a_loop_may_be_called_where_one_runs() -> None:
    async def within() -> int:
        return apart(looped, 7)

    assert asyncio.run(within()) == 7


def test_what_goes_wrong_there_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        apart(lambda: 1 // 0)
