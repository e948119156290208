"""Makes a model that shows something as small as it can be while it still shows it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.support.models import Block, Watch


def smallest(process: Block, shows: Callable[[Block], bool]) -> Block:
    """Return the smallest model reached by leaving out one thing after the other while `shows` stays true."""
    found = True
    while found:
        found = False
        for smaller in sorted(_smaller(process), key=Block.size):
            if shows(smaller):
                process, found = smaller, True
                break
    return process


def _smaller(block: Block) -> Iterator[Block]:
    """Yield every model with one thing less."""
    if block.kind != "process":
        yield from block.inside()
    if block.kind not in ("task", "process", "pass") and not block.inside():
        yield Block("task", block.name)
    yield from _plainer(block)
    for number, part in enumerate(block.parts):
        for smaller in _smaller(part):
            yield replace(block, parts=(*block.parts[:number], smaller, *block.parts[number + 1 :]))
    for number, watch in enumerate(block.beside):
        for less in _smaller_watch(watch):
            yield replace(block, beside=(*block.beside[:number], less, *block.beside[number + 1 :]))
    for number, watch in enumerate(block.within):
        for less in _smaller_watch(watch):
            yield replace(block, within=(*block.within[:number], less, *block.within[number + 1 :]))


def _plainer(block: Block) -> Iterator[Block]:
    if block.repeat:
        yield replace(block, enough=False) if block.enough else replace(block, repeat="")
    if block.detail and block.kind in ("sub", "process"):
        yield replace(block, detail="")
    if len(block.parts) > 1:
        for number in range(len(block.parts)):
            yield replace(block, parts=block.parts[:number] + block.parts[number + 1 :])
    for number in range(len(block.beside)):
        if block.kind not in ("process", "choice") or len(block.beside) > 1:
            yield replace(block, beside=block.beside[:number] + block.beside[number + 1 :])
    for number in range(len(block.within)):
        yield replace(block, within=block.within[:number] + block.within[number + 1 :])


def _smaller_watch(watch: Watch) -> Iterator[Watch]:
    for handler in _smaller(watch.handler):
        # An event sub-process stays a sub-process.
        if (handler.kind == "sub") >= (watch.handler.kind == "sub"):
            yield replace(watch, handler=handler)
    if watch.handler.kind not in ("task", "pass", "sub"):
        yield replace(watch, handler=Block("task", watch.handler.name))
