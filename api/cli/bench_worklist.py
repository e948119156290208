"""`motcua bench worklist`: worklists of a city of a million dossiers, over real HTTP, beside what they cannot beat."""

import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from sqlalchemy import Engine as Database
from sqlalchemy import event

from api import bootstrap
from api.app import create_app
from api.demo.city import DEMO_STARTS_AT, load_city
from api.demo.many import load_many
from api.services import DEMO_DATE
from engine.clock import in_hanoi
from engine.model.actor import Appointment, Person
from engine.model.role import Role
from engine.model.unit import Level
from engine.store import bulk_tasks, embedded, people, settings, units
from engine.store.database import answers
from engine.store.work import begin, reading

PAGES, WARM_UP = 100, 10
COMMUNES = 30
MANY_COMMUNES = "ba_muoi_xa"
_SIZE = "bench_dossiers"

WHO = {
    "clerk": ("thuly.00295", "scope=seats"),
    "clerk_mine": ("thuly.00295", "scope=mine"),
    "busiest_clerk": ("thuly.sldtbxh", "scope=seats"),
    "clerk_narrowed": ("thuly.00295", "scope=seats&procedure=2.000815&step=loi+chung&due=late"),
    "clerk_searching": ("thuly.00295", "scope=seats&q=nguyen+van"),
    "leader": ("lanhdao.00295", "scope=unit"),
    "thirty_communes": (MANY_COMMUNES, "scope=seats"),
    "thirty_communes_unit": (MANY_COMMUNES, "scope=unit"),
    "city": ("theodoi", "scope=city"),
    "city_narrowed": ("theodoi", "scope=city&step=tham+dinh"),
}
"""Whose worklists are opened: the account, and what is asked for."""


def worklist_figures(data: Path, dossiers: int, progress: Callable[[str], None]) -> dict[str, Any]:
    """Measure on the city kept in `data`, which is made where the folder has none; milliseconds unless said."""
    with embedded.start(data) as server, bootstrap.revised(server.url) as database:
        prepare(database, dossiers, progress)
        with begin(database) as work:
            figures: dict[str, Any] = {
                "dossiers": settings.get(work, _SIZE),
                "open_tasks": bulk_tasks.open_tasks(work),
            }
        figures |= _times("select_1", lambda: answers(database))
        with _serving(database) as port, _Watch(database) as watch:
            nobody = HTTPConnection("127.0.0.1", port)
            figures |= _times("bare_page", lambda: _get(nobody, "/sign-in", ""))
            for name, (account, asked) in WHO.items():
                progress(name)
                figures |= _pages(name, port, account, asked, watch)
    return figures


def prepare(database: Database, dossiers: int, progress: Callable[[str], None]) -> None:
    """Make the city where it is not there yet; it takes about ten minutes for a million dossiers."""
    with reading(database) as work:
        is_made = settings.get(work, _SIZE) is not None
    if is_made:
        return
    load_city(database, progress)
    load_many(database, dossiers, lambda done: progress(str(done)))
    with begin(database) as work:
        people.add(work, _many_communes(database))
        settings.put(work, DEMO_DATE, DEMO_STARTS_AT.isoformat())
        settings.put(work, _SIZE, dossiers)


def _many_communes(database: Database) -> list[tuple[Person, Appointment]]:
    """Somebody who handles and leads in thirty communes, as nobody does, to see what it would cost."""
    with reading(database) as work:
        found = units.load(work).valid_on(in_hanoi(DEMO_STARTS_AT).date())
    communes = [unit.code for unit in found if unit.level is Level.COMMUNE][:COMMUNES]
    person = Person(MANY_COMMUNES, "Nguyễn Ba Mươi", MANY_COMMUNES)
    return [
        (person, Appointment(person.id, code, role))
        for code in communes
        for role in (Role.HANDLER, Role.LEADER)
    ]


def _pages(name: str, port: int, account: str, asked: str, watch: "_Watch") -> dict[str, Any]:
    """Open a worklist again and again as somebody signed in; then ask as its page does by itself."""
    connection = HTTPConnection("127.0.0.1", port)
    cookie, path = _sign_in(connection, account), f"/tasks?{asked}"
    figures = _times(f"{name}.page", lambda: _get(connection, path, cookie))
    page = watch.of(lambda: _get(connection, path, cookie))
    again = next(line.split('"')[3] for line in page.splitlines() if 'hx-get="/tasks' in line).replace(
        "&amp;", "&"
    )
    return {
        f"{name}.rows": page.count("data-row"),
        **figures,
        f"{name}.statements": len(watch.seconds),
        f"{name}.slowest_statement_p50": _ms(
            statistics.median(watch.slowest(lambda: _get(connection, path, cookie)))
        ),
        **_times(f"{name}.poll", lambda: _get(connection, again, cookie)),
    }


def _sign_in(connection: HTTPConnection, account: str) -> str:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sign-in/demo", urlencode({"account": account}), form)
    answer = connection.getresponse()
    answer.read()
    return (answer.getheader("set-cookie") or "").partition(";")[0]


def _get(connection: HTTPConnection, path: str, cookie: str) -> str:
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    text = answer.read().decode()
    if answer.status not in (200, 204):
        raise RuntimeError(f"Expected a page at {path}, but got {answer.status}")
    return text


class _Watch:
    """Counts the statements that leave for the database, and times each."""

    def __init__(self, database: Database) -> None:
        self.database, self.seconds, self.began = database, list[float](), 0.0

    def __enter__(self) -> "_Watch":
        event.listen(self.database, "before_cursor_execute", self._before)
        event.listen(self.database, "after_cursor_execute", self._after)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.database, "before_cursor_execute", self._before)
        event.remove(self.database, "after_cursor_execute", self._after)

    def of(self, do: Callable[[], str]) -> str:
        """Watch one request."""
        self.seconds = []
        return do()

    def slowest(self, do: Callable[[], str]) -> list[float]:
        """Return the slowest statement of each of many requests."""
        found = []
        for _ in range(PAGES):
            self.of(do)
            found.append(max(self.seconds))
        return found

    def _before(self, *_: object) -> None:
        self.began = time.perf_counter()

    def _after(self, *_: object) -> None:
        self.seconds.append(time.perf_counter() - self.began)


def _times(name: str, do: Callable[[], object]) -> dict[str, float]:
    """Return the median and the 95th of a hundred, after some to warm up."""
    for _ in range(WARM_UP):
        do()
    seconds = []
    for _ in range(PAGES):
        began = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - began)
    return {
        f"{name}_p50": _ms(statistics.median(seconds)),
        f"{name}_p95": _ms(statistics.quantiles(seconds, n=20)[-1]),
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1_000, 2)


@contextmanager
def _serving(database: Database) -> Iterator[int]:
    """Serve the demo city on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    app = create_app(bootstrap.demo_city(database))
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join()
