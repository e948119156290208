"""What is stored of a dossier beside what its journal says: every part that differs, in words for a person."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from engine.bpmn.run import Place, find, places
from engine.bpmn.run_text import dump_run
from engine.commands.legal_clock import state_of
from engine.model.dossier import Dossier, DossierState, EntryKind
from engine.net.net import Kind
from engine.replay.rebuild import Player, Rebuilt, TimerKey, is_by_calendar
from engine.store.dossiers import Parts
from engine.store.journal import Entry

LONGEST = 400
"""Characters of either side that are shown."""


class Difference(NamedTuple):
    """One part of a dossier that is not what its journal leads to; both sides as short text."""

    part: str
    stored: str
    rebuilt: str


def differences(player: Player, dossier: Dossier, parts: Parts, journal: list[Entry]) -> list[Difference]:
    """Return every difference. Raises what the engine raises where the journal cannot be played at all."""
    rebuilt = player.rebuild(journal)
    return [
        Difference(part, *_beside(stored, expected))
        for part, stored, expected in (
            ("journal", [entry.seq for entry in journal], list(range(1, dossier.journal_length + 1))),
            ("run", dossier.run, _as_stored(dump_run(rebuilt.run, player.deployments.origin))),
            ("data", dossier.data, rebuilt.data),
            ("state", (dossier.state, dossier.ended_at is not None), _state(rebuilt)),
            ("tasks", _tasks(parts), _open_tasks(rebuilt)),
            ("timers", _timers(parts, rebuilt), _armed(rebuilt)),
            ("due", [(entry.kind, entry.at, entry.due_at) for entry in parts.entries], rebuilt.ledger),
            ("due_at", dossier.due_at, _due_at(rebuilt)),
            ("incidents", Counter((each.code, each.element) for each in parts.incidents), rebuilt.incidents),
        )
        if stored != expected
    ]


def _state(rebuilt: Rebuilt) -> tuple[DossierState, bool]:
    state = rebuilt.ending or state_of(rebuilt.run, rebuilt.is_asked)
    return state, not rebuilt.run


def _due_at(rebuilt: Rebuilt) -> datetime | None:
    """Return the due date of the law: the one new date of an apology stands beside it."""
    by_law = [due_at for kind, _, due_at in rebuilt.ledger if kind is not EntryKind.RESCHEDULED]
    return by_law[-1] if by_law else None


def _tasks(parts: Parts) -> list[Any]:
    return sorted((*task.position, task.element) for task in parts.tasks)


def _open_tasks(rebuilt: Rebuilt) -> list[Any]:
    found = []
    for place in places(rebuilt.run):
        definition = find(rebuilt.run, place).definition
        if definition.net.nodes[place.node].kind is Kind.TASK:
            found.append((*place, definition.element(place.node).id))
    return sorted(found)


def _timers(parts: Parts, rebuilt: Rebuilt) -> dict[Any, Any]:
    """Return what each stored timer says; of one that runs by a calendar not when, as that may have changed."""
    found = {}
    for timer in parts.timers:
        key = TimerKey(Place(*timer.position), timer.number)
        known = key in rebuilt.timers and is_by_calendar(rebuilt.run, key)
        found[key] = (None if known else timer.due_at, timer.text, timer.left)
    return found


def _armed(rebuilt: Rebuilt) -> dict[Any, Any]:
    return {
        key: (None if is_by_calendar(rebuilt.run, key) else timer.due_at, timer.text, timer.left)
        for key, timer in rebuilt.timers.items()
    }


def _as_stored(run: dict[str, Any]) -> dict[str, Any]:
    """Return a dumped run as it comes back from the database, where a tuple is a list."""
    live = [each | {"caller": each["caller"] and list(each["caller"])} for each in run["live"]]
    return run | {"live": live}


def _beside(stored: Any, rebuilt: Any) -> tuple[str, str]:
    """Return both sides as short text; of two mappings only what differs."""
    if isinstance(stored, Mapping) and isinstance(rebuilt, Mapping):
        same = {name for name in stored.keys() & rebuilt.keys() if stored[name] == rebuilt[name]}
        stored = {name: value for name, value in stored.items() if name not in same}
        rebuilt = {name: value for name, value in rebuilt.items() if name not in same}
    return _short(stored), _short(rebuilt)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
