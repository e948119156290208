"""What can be said of a dossier afterwards: the journal is made of these and of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

JOURNAL_FORMAT = 1


class EventKind(StrEnum):
    """One thing that happened. A kind may be added, but none renamed or taken away."""

    DOSSIER_RECEIVED = "dossier_received"
    STEP_TAKEN = "step_taken"
    TASK_OPENED = "task_opened"
    TASK_CLAIMED = "task_claimed"
    TASK_RELEASED = "task_released"
    TASK_ASSIGNED = "task_assigned"
    TASK_HANDED_OVER = "task_handed_over"
    TASK_COMPLETED = "task_completed"
    TASK_INTERRUPTED = "task_interrupted"
    TIMER_FIRED = "timer_fired"
    MESSAGE_SENT = "message_sent"
    MESSAGE_RECEIVED = "message_received"
    DUE_SET = "due_set"
    CLOCK_PAUSED = "clock_paused"
    CLOCK_RESUMED = "clock_resumed"
    SIGNAL_SENT = "signal_sent"
    SIGNAL_RECEIVED = "signal_received"
    DELIVERED = "delivered"
    DELIVERY_FAILED = "delivery_failed"
    DELIVERY_RETRIED = "delivery_retried"
    INCIDENT_OPENED = "incident_opened"
    INCIDENT_CLOSED = "incident_closed"
    DOSSIER_ENDED = "dossier_ended"
    DOSSIER_IMPORTED = "dossier_imported"
    LEGACY_STEP_TAKEN = "legacy_step_taken"
    LEGACY_FILE_GIVEN = "legacy_file_given"
    DATA_CORRECTED = "data_corrected"
    STEP_CHOSEN = "step_chosen"
    DOSSIER_CANCELLED = "dossier_cancelled"
    SUPPLEMENT_PROPOSED = "supplement_proposed"
    SUPPLEMENT_DECLINED = "supplement_declined"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENT_ANSWERED = "supplement_answered"
    SUPPLEMENT_EXPIRED = "supplement_expired"
    DUE_EXTENDED = "due_extended"
    DUE_RECALCULATED = "due_recalculated"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    WITHDRAWAL_DECLINED = "withdrawal_declined"
    DOSSIER_WITHDRAWN = "dossier_withdrawn"
    DOSSIER_STOPPED = "dossier_stopped"
    DOSSIER_VOIDED = "dossier_voided"
    RESULT_DRAFTED = "result_drafted"
    RESULT_INITIALLED = "result_initialled"
    RESULT_SENT_BACK = "result_sent_back"
    RESULT_SIGNED = "result_signed"
    RESULT_NUMBERED = "result_numbered"
    RESULT_SEALED = "result_sealed"
    RESULT_RETURNED = "result_returned"
    RESULT_REVOKED = "result_revoked"
    UNIT_CHOSEN = "unit_chosen"


@dataclass(frozen=True, slots=True)
class Event:
    """One journal entry before it is written; `unit` is the unit it happened in.

    `actor` is whose deed it is where that is not who sent the command: a deed once stuck and now done again.
    """

    kind: EventKind
    unit: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    actor: str | None = None
