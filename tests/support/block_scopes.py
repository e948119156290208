"""What is live while a model is played: scopes, what is open in them, and what watches over them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.support.models import Watch

Path = tuple[tuple[str, int], ...]
"""The repeated activities around something, outermost first: name and number of the instance, from 0."""

Then = Callable[[], None]


@dataclass(eq=False)
class Open:
    """Something that waits: an activity, a catch event or an event beside an activity."""

    name: str
    act: Then


@dataclass(eq=False)
class Scope:
    """What is live inside a process, a sub-process, an instance of one, or the handler of an event beside it.

    `is_whole` is False where BPMN sees no scope of its own; `host` is the activity that this is the inside of.
    """

    path: Path
    then: Then
    around: "Scope | None" = None
    host: "Host | None" = None
    is_whole: bool = True
    is_busy: bool = True
    is_dead: bool = False
    open: list[Open] = field(default_factory=list)
    inner: list["Scope"] = field(default_factory=list)

    def arrive(self) -> None:
        """The way through this scope has come to its end."""
        self.is_busy = False
        self.end_if_done()

    def end_if_done(self) -> None:
        if self.is_dead or self.is_busy or self.inner:
            return
        self.kill()
        self.then()
        if self.around is not None:
            self.around.end_if_done()

    def kill(self) -> None:
        self.is_dead = True
        if self.around is not None and self in self.around.inner:
            self.around.inner.remove(self)
        self.clear()

    def clear(self) -> None:
        self.open.clear()
        for scope in list(self.inner):
            scope.kill()


@dataclass(eq=False)
class Host:
    """An open activity with the events beside it; `then` follows once it is done or interrupted."""

    scope: Scope
    watches: tuple[Watch, ...]
    then: Then
    open: list[Open] = field(default_factory=list)
    bodies: list[Scope] = field(default_factory=list)
    total: int = 1

    def wait(self, name: str, act: Then) -> Open:
        waiting = Open(name, act)
        self.open.append(waiting)
        self.scope.open.append(waiting)
        return waiting

    def close(self) -> None:
        for waiting in self.open:
            if waiting in self.scope.open:
                self.scope.open.remove(waiting)
        for body in self.bodies:
            body.kill()

    def finish(self) -> None:
        self.close()
        self.then()
