"""Kinds of events are written into journals that are never changed."""

from engine.events import JOURNAL_FORMAT, Event, EventKind

WRITTEN_INTO_JOURNALS = {
    "dossier_received",
    "step_taken",
    "task_opened",
    "task_claimed",
    "task_completed",
    "task_interrupted",
    "timer_fired",
    "message_sent",
    "message_received",
    "due_set",
    "clock_paused",
    "clock_resumed",
    "incident_opened",
    "incident_closed",
    "dossier_ended",
}


def test_no_kind_is_renamed_or_taken_away() -> None:
    assert {kind.value for kind in EventKind} >= WRITTEN_INTO_JOURNALS
    assert JOURNAL_FORMAT == 1


def test_a_kind_reads_as_its_name_says() -> None:
    assert [kind.value for kind in EventKind] == [kind.name.lower() for kind in EventKind]


def test_an_event_of_the_process_itself_belongs_to_no_unit() -> None:
    event = Event(EventKind.STEP_TAKEN)

    assert (event.unit, event.facts) == (None, {})
