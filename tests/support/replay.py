"""A dossier rebuilt from its journal alone: nothing else may be needed to know where it stands."""

from engine.clock import in_hanoi
from engine.replay.check import Checked, check
from engine.replay.rebuild import Player, Rebuilt
from engine.store import dossiers, journal
from engine.store.work import begin, reading
from tests.support.city import Town


def replay(town: Town, dossier: str) -> Rebuilt:
    """Where the journal's events lead, one after the other."""
    with reading(town.database) as work:
        head = dossiers.lock(work, dossier)
        calendar = town.engine.city.calendars.of(head.unit, in_hanoi(head.received_at).date())
        return Player(work, town.engine.deployments, calendar).rebuild(journal.read(work, head.id))


def checked(town: Town, dossier: str) -> Checked:
    """What `motcua database check` says of one dossier."""
    with begin(town.database) as work:
        return check(work, dossiers.lock(work, dossier), town.engine.deployments, town.engine.city.calendars)


def assert_journal_tells_all(town: Town, dossier: str) -> None:
    """Fail where the journal, played again, does not lead to what is stored."""
    found = checked(town, dossier)

    assert found == Checked(dossier), found.differences
