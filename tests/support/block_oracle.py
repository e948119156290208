"""A second, independent reading of BPMN: plays a model as the tree of blocks it is, without any net.

Every block is entered with what follows it, as a closure; a scope holds what is open in it and dies with it.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from tests.support.block_scopes import Host, Open, Path, Scope, Then
from tests.support.models import ONCE, TRIGGERS, Block, Watch

Place = tuple[str, Path]
Ask = Callable[[str, str, Path], int]
"""Answers a question of the kinds of `engine.net.question.Asks` about an element, asked in these instances."""


class Oracle:
    """A model being played; `opening` is the start event that happened."""

    def __init__(self, process: Block, opening: str, ask: Ask) -> None:
        self.ask = ask
        self.root = Scope((), lambda: None)
        start = next(each for each in process.beside if each.name == opening)
        # Event sub-processes watch over what follows the start event too.
        first = Block("sequence", "", (start.handler, *process.parts))
        self.contents(replace(process, parts=(first,)), self.root, self.root.arrive)

    def places(self) -> Counter[Place]:
        """Return everything that is open or armed, and how often."""
        return Counter((waiting.name, scope.path) for scope in self.scopes() for waiting in scope.open)

    def act(self, name: str, path: Path) -> None:
        """Complete an activity or let an event happen."""
        for scope in self.scopes():
            for waiting in scope.open:
                if (waiting.name, scope.path) == (name, path):
                    waiting.act()
                    return
        raise LookupError(f"{name} is not open")

    def scopes(self) -> list[Scope]:
        found = [self.root]
        for scope in found:
            found.extend(scope.inner)
        return found

    # Scopes and what watches over them.

    def contents(self, block: Block, scope: Scope, then: Then) -> None:
        """Play the inside of a process or sub-process; event sub-processes watch over all of it."""
        finish = then
        if block.within:
            host = Host(scope, block.within, then)
            self.arm(host)
            inner = self.inside(host, scope.path, is_whole=False)
            inner.then, scope, finish = host.finish, inner, inner.arrive
        last = scope

        def end() -> None:
            if block.detail:
                self.wait(f"{block.name}e", last, finish)
            else:
                finish()

        self.enter(block.parts[0], scope, end)

    def inside(self, host: Host, path: Path, *, is_whole: bool) -> Scope:
        scope = Scope(path, host.finish, host.scope, host, is_whole)
        host.scope.inner.append(scope)
        host.bodies.append(scope)
        return scope

    def arm(self, host: Host) -> None:
        for watch in host.watches:
            if watch.trigger in TRIGGERS:
                self.arm_one(host, watch)

    def arm_one(self, host: Host, watch: Watch) -> None:
        def act() -> None:
            if watch.trigger in ONCE and not watch.interrupting:
                host.scope.open.remove(waiting)
            self.happen(host, watch)

        waiting = host.wait(watch.name, act)

    def happen(self, host: Host, watch: Watch) -> None:
        if watch.interrupting:
            host.close()
            self.enter(watch.handler, host.scope, host.then)
        else:
            own = Scope(host.scope.path, lambda: None, host.scope, is_whole=False)
            host.scope.inner.append(own)
            self.enter(watch.handler, own, own.arrive)

    def wait(self, name: str, scope: Scope, then: Then) -> None:
        def act() -> None:
            scope.open.remove(waiting)
            then()

        waiting = Open(name, act)
        scope.open.append(waiting)

    # Blocks.

    def enter(self, block: Block, scope: Scope, then: Then) -> None:
        if not scope.is_dead:
            getattr(self, f"_{block.kind}")(block, scope, then)

    def _pass(self, block: Block, scope: Scope, then: Then) -> None:
        then()

    _link = _pass

    def _catch(self, block: Block, scope: Scope, then: Then) -> None:
        self.wait(block.name, scope, then)

    _throw = _catch

    def _sequence(self, block: Block, scope: Scope, then: Then) -> None:
        def go_on(number: int) -> None:
            if number == len(block.parts):
                then()
            else:
                self.enter(block.parts[number], scope, lambda: go_on(number + 1))

        go_on(0)

    def _exclusive(self, block: Block, scope: Scope, then: Then) -> None:
        *conditional, default = block.parts
        for number, part in enumerate(conditional):
            if self.ask("f", f"{block.name}_{number}", scope.path):
                self.enter(part, scope, then)
                return
        self.enter(default, scope, then)

    def _inclusive(self, block: Block, scope: Scope, then: Then) -> None:
        *conditional, default = block.parts
        chosen = [
            part
            for number, part in enumerate(conditional)
            if self.ask("f", f"{block.name}_{number}", scope.path)
        ]
        self.together(tuple(chosen) or (default,), scope, then)

    def _parallel(self, block: Block, scope: Scope, then: Then) -> None:
        self.together(block.parts, scope, then)

    def together(self, parts: tuple[Block, ...], scope: Scope, then: Then) -> None:
        left = len(parts)

        def one_more() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                then()

        for part in parts:
            self.enter(part, scope, one_more)

    def _loop(self, block: Block, scope: Scope, then: Then) -> None:
        def decide() -> None:
            if self.ask("f", f"{block.name}_0", scope.path):
                self.wait(f"{block.name}k", scope, lambda: self._loop(block, scope, then))
            else:
                then()

        self.enter(block.parts[0], scope, decide)

    def _choice(self, block: Block, scope: Scope, then: Then) -> None:
        self.arm(Host(scope, block.beside, then))

    def _terminate(self, block: Block, scope: Scope, then: Then) -> None:
        def end() -> None:
            whole = scope
            while not whole.is_whole and whole.around is not None:
                whole = whole.around
            whole.clear()
            whole.arrive()

        self.way_out(block, scope, then, end)

    def _error(self, block: Block, scope: Scope, then: Then) -> None:
        def end() -> None:
            if not self.throw(block, scope):
                self.root.clear()
                self.root.arrive()

        self.way_out(block, scope, then, end)

    def _escalation(self, block: Block, scope: Scope, then: Then) -> None:
        def escalate() -> None:
            self.throw(block, scope)
            if not scope.is_dead:
                then()

        self.way_out(block, scope, then, escalate)

    def way_out(self, block: Block, scope: Scope, then: Then, out: Then) -> None:
        def decide() -> None:
            if self.ask("f", f"{block.name}_0", scope.path):
                out()
            else:
                then()

        self.wait(f"{block.name}a", scope, decide)

    def throw(self, block: Block, scope: Scope) -> bool:
        """Let the nearest event around catch what is raised; tell whether one does."""
        current: Scope | None = scope
        while current is not None:
            for code in (block.detail, ""):
                for watch in () if current.host is None else current.host.watches:
                    if (watch.trigger, watch.code) == (block.kind, code):
                        assert current.host is not None
                        self.happen(current.host, watch)
                        return True
            current = current.around
        return False

    # Activities.

    def _task(self, block: Block, scope: Scope, then: Then) -> None:
        total = self.count(block, scope)
        if total == 0:
            then()
            return
        host = Host(scope, block.beside, then, total=total)
        self.arm(host)
        if not block.repeat and block.kind != "sub":
            host.wait(block.name, host.finish)
            return
        at_once = total if block.repeat == "parallel" else 1
        bodies = [self.body(block, host, turn) for turn in range(at_once)]
        for turn, body in enumerate(bodies):
            self.fill(block, host, body, turn)

    _call = _task
    _sub = _task

    def count(self, block: Block, scope: Scope) -> int:
        if block.repeat == "while":
            return self.ask("l", block.name, scope.path)
        if block.repeat in ("parallel", "sequential"):
            return self.ask("n", block.name, scope.path)
        return 1

    def body(self, block: Block, host: Host, turn: int) -> Scope:
        path = host.scope.path
        return self.inside(host, (*path, (block.name, turn)) if block.repeat else path, is_whole=True)

    def fill(self, block: Block, host: Host, body: Scope, turn: int) -> None:
        if block.repeat:
            body.then = lambda: self.round_over(block, host, body, turn)
        if block.kind == "sub":
            self.contents(block, body, body.arrive)
        else:
            self.wait(block.name, body, body.arrive)

    def round_over(self, block: Block, host: Host, body: Scope, turn: int) -> None:
        if block.enough and self.ask("m", block.name, body.path):
            host.finish()
        elif self.goes_on(block, host, body, turn):
            self.fill(block, host, self.body(block, host, turn + 1), turn + 1)
        elif all(each.is_dead for each in host.bodies):
            host.finish()

    def goes_on(self, block: Block, host: Host, body: Scope, turn: int) -> bool:
        if block.repeat == "sequential":
            return turn + 1 < host.total
        return block.repeat in ("while", "until") and bool(self.ask("l", block.name, body.path))
