"""Small models by name, each the least in which one thing of the token game shows (tests/support/models.py)."""

from tests.support.models import Block, Watch

_NOBODY = Block("pass", "A0")


def process(*parts: Block, within: tuple[Watch, ...] = ()) -> Block:
    """A process of these blocks one after the other."""
    body = parts[0] if len(parts) == 1 else Block("sequence", "g0", parts)
    return Block("process", "P", (body,), "", (Watch("s0", "none", _NOBODY),), within)


def task(name: str, *beside: Watch, repeat: str = "", enough: bool = False) -> Block:
    """A task with events at its edge."""
    return Block("task", name, beside=beside, repeat=repeat, enough=enough)


def sub(name: str, part: Block, *beside: Watch, within: tuple[Watch, ...] = (), repeat: str = "") -> Block:
    """A sub-process with events at its edge and event sub-processes in it."""
    return Block("sub", name, (part,), "", beside, within, repeat)


def gateway(kind: str, *parts: Block, name: str = "g1") -> Block:
    """Branches between two gateways, or blocks in a sequence."""
    return Block(kind, name, parts)


def raised(kind: str, code: str, name: str = "r1") -> Block:
    """A task after which an error or escalation may be raised, or the scope be ended."""
    return Block(kind, name, detail=code)


def caught(trigger: str, code: str, *, interrupting: bool = True, name: str = "b1") -> Watch:
    """An event that catches what is raised, and opens a task."""
    return Watch(name, trigger, task(f"H{name}"), interrupting, code)


def event(trigger: str, *, interrupting: bool = True, name: str = "b1") -> Watch:
    """An event at the edge of something that opens a task."""
    return Watch(name, trigger, task(f"H{name}"), interrupting)


def handler(trigger: str, *, interrupting: bool = True, code: str = "", name: str = "b2") -> Watch:
    """An event sub-process of one task."""
    return Watch(name, trigger, sub(f"S{name}", task(f"H{name}")), interrupting, code)


_FORK = gateway("parallel", task("A"), task("B"))

MODELS: dict[str, Block] = {
    "parallel": process(_FORK, task("C")),
    "inclusive": process(gateway("inclusive", task("A"), task("B"), task("C")), task("D")),
    "inclusive of unlike lengths": process(
        gateway("inclusive", gateway("sequence", task("A"), task("E"), name="g2"), task("B"), task("C")),
        task("D"),
    ),
    "exclusive": process(gateway("exclusive", task("A"), task("B"), task("C"))),
    "timeout": process(task("A", event("timer")), task("B")),
    "timeout of a sub-process": process(sub("S", _FORK, event("message")), task("C")),
    "reminder": process(task("A", event("timer", interrupting=False)), task("B")),
    "timeout and reminder": process(
        task("A", event("message"), event("timer", interrupting=False, name="b3")), task("B")
    ),
    "notice": process(sub("S", task("A"), event("message", interrupting=False)), task("B")),
    "error": process(
        sub("S", gateway("parallel", raised("error", "z"), task("B")), caught("error", "z")), task("C")
    ),
    "error within two that catch it": process(
        sub(
            "S",
            gateway(
                "sequence",
                sub("T", raised("error", "z"), caught("error", "z", name="b3")),
                raised("error", "z", name="r2"),
            ),
            caught("error", "z"),
        ),
        task("C"),
    ),
    "error that nothing catches": process(
        gateway("parallel", sub("S", raised("error", "z")), task("B")), task("C")
    ),
    "escalation that goes on": process(
        sub(
            "S",
            gateway("sequence", raised("escalation", "z"), task("B")),
            caught("escalation", "z", interrupting=False),
        ),
        task("C"),
    ),
    "escalation that interrupts": process(
        sub("S", gateway("sequence", raised("escalation", "z"), task("B")), caught("escalation", "z")),
        task("C"),
    ),
    "event gateway": process(
        Block("choice", "g1", beside=(event("message"), event("timer", name="b3"))), task("C")
    ),
    "event sub-process": process(sub("S", _FORK, within=(handler("message"),)), task("C")),
    "event sub-process that goes on": process(
        sub("S", task("A"), within=(handler("timer", interrupting=False),)), task("C")
    ),
    "error to an event sub-process": process(
        sub("S", gateway("parallel", raised("error", "z"), task("B")), within=(handler("error", code="z"),)),
        task("C"),
    ),
    "terminate": process(gateway("parallel", Block("terminate", "t1"), task("B")), task("C")),
    "terminate in a sub-process": process(
        sub("S", gateway("parallel", Block("terminate", "t1"), task("B"))), task("C")
    ),
    "terminate beside a reminder": process(
        sub(
            "S",
            gateway("parallel", Block("terminate", "t1"), task("B", event("timer", interrupting=False))),
        ),
        task("C"),
    ),
    "terminate in a handler": process(
        sub("S", task("A", Watch("b1", "timer", Block("terminate", "t1"), False))), task("C")
    ),
    "terminate beside a handler": process(
        sub("S", Block("terminate", "t1"), within=(handler("timer", interrupting=False),)), task("C")
    ),
    "parallel instances": process(task("A", repeat="parallel"), task("C")),
    "parallel instances until enough": process(task("A", repeat="parallel", enough=True), task("C")),
    "sequential instances": process(task("A", repeat="sequential"), task("C")),
    "sequential instances that choose": process(
        sub("S", gateway("exclusive", task("A"), Block("link", "k1")), repeat="sequential"), task("C")
    ),
    "sequential instances until enough": process(task("A", repeat="sequential", enough=True), task("C")),
    "loop while": process(task("A", repeat="while"), task("C")),
    "loop until": process(task("A", repeat="until"), task("C")),
    "returns": process(Block("loop", "l1", (task("A"),)), task("C")),
}
