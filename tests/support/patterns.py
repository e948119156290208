"""What one-stop procedures are made of, each as the smallest diagram: read by the tests of both engines."""

from tests.support.bpmn import Drawing, diagram

SUB = {"s2": "S", "T": "S", "e2": "S"}
IN_PARALLEL = {"s2": "S", "p2": "S", "T": "S", "U": "S", "p3": "S", "e2": "S"}
ONE_DAY = "P1D"

PATTERNS: dict[str, bytes] = {
    "sequence": diagram("s -> A -> B -> C -> e"),
    "implicit start and end": diagram("A -> B", "A -> C"),
    "exclusive choice": diagram("s -> A -> x1", "x1 ? B -> x2 -> e", "x1 ? C -> x2"),
    "exclusive default": diagram(
        "s -> A -> x1", "x1 ? B -> e", "x1 ? C -> e", "x1 -> D -> e", drawing=Drawing(default={"x1": "D"})
    ),
    "parallel consultation": diagram("s -> p1 -> A -> p2 -> D -> e", "p1 -> B -> p2", "p1 -> C -> p2"),
    "parallel in parallel": diagram("s -> p1 -> p3 -> A -> p4 -> p2 -> e", "p3 -> B -> p4", "p1 -> C -> p2"),
    "inclusive consultation": diagram(
        "s -> o1",
        "o1 ? A -> o2",
        "o1 ? B -> o2",
        "o1 -> C -> o2 -> D -> e",
        drawing=Drawing(default={"o1": "C"}),
    ),
    "inclusive join of unlike lengths": diagram("s -> o1", "o1 ? A -> A2 -> o2 -> D -> e", "o1 ? B -> o2"),
    "inclusive join past a parallel split": diagram(
        "s -> p1 -> A -> x1",
        "x1 ? o2",
        "x1 -> e1",
        "p1 -> B -> o2 -> D -> e",
        drawing=Drawing(default={"x1": "e1"}),
    ),
    "inclusive join behind an event": diagram(
        "s -> o1", "o1 ? A -> e1", "b1 -> o2", "o1 ? B -> o2 -> D -> e", drawing=Drawing(hosts={"b1": "A"})
    ),
    "conditional flows out of a task": diagram("s -> A ? B -> o1", "A ? C -> o1", "A -> D -> o1 -> E -> e"),
    "return for correction": diagram(
        "s -> A -> x1 -> B -> x2", "x2 ? R -> x1", "x2 -> e", drawing=Drawing(default={"x2": "e"})
    ),
    "return from inside a parallel block": diagram(
        "s -> p1 -> x1 -> A -> x2",
        "x2 ? x1",
        "x2 -> p2 -> e",
        "p1 -> B -> p2",
        drawing=Drawing(default={"x2": "p2"}),
    ),
    "waiting for a message": diagram("s -> A -> c1 -> B -> e"),
    "message sent": diagram("s -> A -> u1 -> B -> e"),
    "message at the end": diagram("s -> A -> u1"),
    "sub-process": diagram("s -> A -> S -> B -> e", "s2 -> T -> e2", drawing=Drawing(inside=SUB)),
    "parallel inside a sub-process": diagram(
        "s -> S -> B -> e", "s2 -> p2 -> T -> p3 -> e2", "p2 -> U -> p3", drawing=Drawing(inside=IN_PARALLEL)
    ),
    "two ends inside a sub-process": diagram(
        "s -> S -> B -> e",
        "s2 -> p2 -> T -> e2",
        "p2 -> U -> e3",
        drawing=Drawing(inside={"s2": "S", "p2": "S", "T": "S", "U": "S", "e2": "S", "e3": "S"}),
    ),
    "sub-process within a sub-process": diagram(
        "s -> S -> e",
        "s2 -> Z -> U -> e2",
        "s3 -> T -> e3",
        drawing=Drawing(inside={"s2": "S", "Z": "S", "U": "S", "e2": "S", "s3": "Z", "T": "Z", "e3": "Z"}),
    ),
    "overdue task is taken away": diagram(
        "s -> A -> x1 -> e", "b1 -> B -> x1", drawing=Drawing(hosts={"b1": "A"}, timers={"b1": ONE_DAY})
    ),
    "overdue sub-process is taken away": diagram(
        "s -> S -> x1 -> e",
        "s2 -> p2 -> T -> p3 -> e2",
        "p2 -> U -> p3",
        "b1 -> B -> x1",
        drawing=Drawing(inside=IN_PARALLEL, hosts={"b1": "S"}),
    ),
    "event inside a sub-process that may itself be taken away": diagram(
        "s -> S -> x1 -> e",
        "s2 -> T -> x2 -> e2",
        "b2 -> U -> x2",
        "b1 -> B -> x1",
        drawing=Drawing(inside={**SUB, "b2": "S", "U": "S", "x2": "S"}, hosts={"b1": "S", "b2": "T"}),
    ),
    "reminder once": diagram(
        "s -> A -> B -> e",
        "b1 -> R -> e1",
        drawing=Drawing(hosts={"b1": "A"}, calm=("b1",), timers={"b1": ONE_DAY}),
    ),
    "reminder beside a sub-process": diagram(
        "s -> S -> B -> e",
        "s2 -> T -> e2",
        "b1 -> R -> e1",
        drawing=Drawing(inside=SUB, hosts={"b1": "S"}, calm=("b1",), timers={"b1": ONE_DAY}),
    ),
    "supplement asked again and again": diagram(
        "s -> A -> B -> e", "b1 -> R -> e1", drawing=Drawing(hosts={"b1": "A"}, calm=("b1",))
    ),
    "two events on one task": diagram(
        "s -> A -> x1 -> e",
        "b1 -> B -> x1",
        "b2 -> R -> e1",
        drawing=Drawing(hosts={"b1": "A", "b2": "A"}, calm=("b2",), timers={"b2": ONE_DAY}),
    ),
    "terminate ends all": diagram(
        "s -> p1 -> A -> p2 -> e",
        "p1 -> B -> x1",
        "x1 ? t1",
        "x1 -> p2",
        drawing=Drawing(default={"x1": "p2"}),
    ),
    "terminate inside a sub-process": diagram(
        "s -> S -> B -> e",
        "s2 -> p2 -> T -> t2",
        "p2 -> U -> e2",
        drawing=Drawing(inside={"s2": "S", "p2": "S", "T": "S", "U": "S", "t2": "S", "e2": "S"}),
    ),
    "call": diagram("s -> A -> C -> B -> e", drawing=Drawing(calls={"C": "Q"})),
    "call that may be taken away": diagram(
        "s -> C -> x1 -> e", "b1 -> B -> x1", drawing=Drawing(calls={"C": "Q"}, hosts={"b1": "C"})
    ),
    "sub-process in a return loop": diagram(
        "s -> x1 -> S -> x2",
        "x2 ? x1",
        "x2 -> e",
        "s2 -> T -> e2",
        drawing=Drawing(inside=SUB, default={"x2": "e"}),
    ),
    "inclusive consultation in a return loop": diagram(
        "s -> x1 -> o1",
        "o1 ? A -> x3 -> o2",
        "b1 -> C -> x3",
        "o1 ? B -> o2 -> x2",
        "x2 ? R -> x1",
        "x2 -> e",
        drawing=Drawing(hosts={"b1": "A"}, default={"x2": "e"}),
    ),
}
