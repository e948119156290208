"""Random lives of dossiers: whatever people try in whatever order, journal, clock and requests stay in agreement."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from engine.commands.answer_supplement import AnswerSupplement
from engine.commands.approve_supplement import ApproveSupplement
from engine.commands.ask_withdrawal import AskWithdrawal
from engine.commands.claim_task import ClaimTask
from engine.commands.decline_supplement import DeclineSupplement
from engine.commands.decline_withdrawal import DeclineWithdrawal
from engine.commands.extend_due_date import ExtendDueDate
from engine.commands.stop_dossier import StopDossier
from engine.commands.void_dossier import VoidDossier
from engine.commands.withdraw_dossier import WithdrawDossier
from engine.errors import Refused
from engine.model.calendar import WorkingCalendar
from engine.model.working_time import add_office_time, office_time_between
from tests.support.city import COMMUNE, Town
from tests.support.dossier_life import leader, requests, supplemented
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all

LOOP = package(
    "s -> x1 -> A -> p1 -> B -> p2 -> x2 ? C -> e", "p1 -> D -> p2", "b1 -> F -> e2", "x2 -> x1",
    forms={"B": {"so": "integer"}}, conditions={"x2_C": "so > 5"}, default={"x2": "x1"},
    timers={"b1": "P3D"}, hosts={"b1": "D"}, calm={"b1"},
    procedure={"supplement": {"approval": "leader", "times": 3}, "limit": {"amount": "60", "unit": "working_day"}},
)  # fmt: skip
STEPS, LIVES = 30, 20


@dataclass
class Life:
    """One dossier, the office time that it stood still, and how often each act succeeded."""

    town: Town
    dossier: str
    chance: Random
    promised_at: datetime
    stood: timedelta = timedelta()
    since: datetime | None = None
    done: Counter[str] = field(default_factory=Counter)

    def stop_or_start_watch(self) -> None:
        """Notice whether the applicant is asked now."""
        is_asked = any(row.state == "open" for row in requests(self.town, self.dossier))
        if is_asked and self.since is None:
            self.since = self.town.clock()
        elif not is_asked and self.since is not None:
            self.stood += office_time_between(calendar(self.town), self.since, self.town.clock())
            self.since = None


def calendar(town: Town) -> WorkingCalendar:
    return town.engine.city.calendars.of(COMMUNE, town.today)


def pass_time(life: Life) -> None:
    clock = life.town.clock
    clock.move_to(clock() + timedelta(minutes=life.chance.choice([7, 90, 500, 1500])))
    life.town.engine.fire_due_timers()


def complete(life: Life) -> None:
    task = life.chance.choice(life.town.tasks(life.dossier) or [None])
    if task is None:
        raise Refused("task.unknown")
    data = {"so": life.chance.randint(0, 6)} if task.element == "B" else {}
    life.town.complete(life.dossier, task.element, **data)


def claim(life: Life) -> None:
    task = life.chance.choice(life.town.tasks(life.dossier) or [None])
    if task is None:
        raise Refused("task.unknown")
    life.town.engine.handle(ClaimTask(task.id), life.town.worker(task))


def handled(command: Callable[[str], object], who: Callable[[Town], object]) -> Callable[[Life], None]:
    def act(life: Life) -> None:
        life.town.engine.handle(command(life.dossier), who(life.town))  # type: ignore[arg-type]

    return act


def clerk(town: Town) -> object:
    return town.clerk


def extend(life: Life) -> None:
    command = ExtendDueDate(life.dossier, life.town.clock() + timedelta(days=200), "chờ")
    life.town.engine.handle(command, leader(life.town))


OFTEN: dict[str, Callable[[Life], None]] = {
    "time": pass_time,
    "complete": complete,
    "claim": claim,
    "ask": lambda life: supplemented(life.town, life.dossier, life.town.clerk) and None,
    "approve": handled(ApproveSupplement, leader),
    "decline": handled(lambda code: DeclineSupplement(code, "không cần"), leader),
    "answer": handled(lambda code: AnswerSupplement(code, (1, 2)), clerk),
    "extend": extend,
    "wish": handled(lambda code: AskWithdrawal(code, "đổi ý"), lambda _: None),
    "decline_wish": handled(lambda code: DeclineWithdrawal(code, "không"), clerk),
}
RARELY: dict[str, Callable[[Life], None]] = {
    "withdraw": handled(lambda code: WithdrawDossier(code, "đổi ý"), clerk),
    "stop": handled(lambda code: StopDossier(code, "trùng", "luật"), leader),
    "void": handled(lambda code: VoidDossier(code, "nhầm"), leader),
}


def live(life: Life) -> None:
    for _ in range(STEPS):
        acts = RARELY if life.chance.random() < 0.03 else OFTEN
        name = life.chance.choice(sorted(acts) + [each for each in ("approve", "answer") if each in acts])
        try:
            acts[name](life)
        except Refused:
            continue
        life.done[name] += 1
        life.stop_or_start_watch()
        agree(life)


def agree(life: Life) -> None:
    """What must hold after every act."""
    head = life.town.head(life.dossier)
    rows = requests(life.town, life.dossier)
    is_asked = any(row.state == "open" for row in rows)
    assert len([row for row in rows if row.kind == "supplement" and row.closed_at is None]) <= 1
    assert (head.state == "paused") == is_asked
    assert (head.ended_at is None) == (head.state in ("processing", "paused"))
    if head.ended_at is not None:
        assert life.town.tasks(life.dossier) == []
        assert all(row.closed_at is not None for row in rows)
    elif not is_asked:
        assert head.due_at == add_office_time(calendar(life.town), life.promised_at, life.stood)


def test_random_lives_keep_their_books(town: Town) -> None:
    town.put_in_force(LOOP)
    chance, done = Random(2018), Counter[str]()

    for _ in range(LIVES):
        dossier = town.open()
        life = Life(town, dossier, chance, town.head(dossier).due_at)
        live(life)
        assert_journal_tells_all(town, dossier)
        done += life.done

    assert done.keys() >= OFTEN.keys(), done
