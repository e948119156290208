"""What an error says: to people one Vietnamese sentence, to programs a problem body (RFC 9457). Only here is HTTP."""

from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from api.sentences import NAMED, SENTENCES
from engine.clock import in_hanoi
from engine.errors import EngineError, Refused, Stuck, TryAgain

RETRY_AFTER_SECONDS = "5"
_NOT_ALLOWED = (
    "actor.not_allowed",
    "task.may_not_assign",
    "task.assigned_to_other",
    "task.own_work",
    "substitution.not_yours",
    "substitution.oneself",
    "procedure.not_receivable",
    "review.same_person",
    "review.not_yours",
    "incident.may_not_mend",
    "paper.inside_only",
    "register.not_yours",
    "batch.not_yours",
    "due.may_not_recalculate",
    "due.not_administrator",
    "result.not_your_turn",
    "result.own_draft",
    "result.other_signer",
    "directory.not_yours",
    "dossier.not_yours",
    "supplement.own_proposal",
)
_INVALID = (
    *(
        "form.",
        "directory.",
        "sign_in.",
        "walk.",
        "package.",
        "procedure.other_level",
        "diagram.",
        "step.",
        "data.",
        "register.",
        "reason.missing",
        "supplement.items_unusable",
        "supplement.incomplete",
        "extension.not_later",
        "extension.unreadable",
        "reception.",
        "refusal.no_",
        "refusal.too_long",
        "reason.too_long",
    ),
    *("task.late_reason_required", "task.not_late", "tasks.", "substitution."),
    *("result.no_title", "result.not_a_pdf", "result.no_file", "result.capacity", "result.symbol"),
    *("component.missing", "attachment.infected", "attachment.other_kind", "attachment.wrong_kind"),
    *("signing.wrong_passphrase", "signing.not_signable", "signing.no_signature"),
)


def sentence(error: EngineError) -> str:
    """Return the sentence for an error; one without its own names its code, so that nothing stays unexplained."""
    facts = {name: _written(value) for name, value in error.facts.items()}
    sentences = NAMED if "by" in facts and error.code in NAMED else SENTENCES
    try:
        return sentences[error.code].format(**facts)
    except KeyError:
        again = "; hãy thử lại" if isinstance(error, TryAgain) else ""
        return f"Chưa thực hiện được: {error}{again}."


def _written(value: Any) -> Any:
    if isinstance(value, EngineError):
        return sentence(value).removesuffix(".")
    return f"{in_hanoi(value):%H:%M %d/%m/%Y}" if isinstance(value, datetime) else value


def status(error: EngineError) -> int:
    """Return the HTTP status: 401, 403, 404, 409, 422, 429, 503 or 500."""
    if error.code in ("actor.missing", "sign_in.wrong", "session.missing", "sign_in.first"):
        return 401
    if error.code in _NOT_ALLOWED or error.code.startswith("csrf."):
        return 403
    if error.code in ("attachment.missing", "preview.no_such_page"):
        return 404
    if error.code == "directory.changed_meanwhile":
        return 409
    if error.code.endswith((".unknown", ".not_in_force", "lookup.wrong")) and isinstance(error, Refused):
        return 404
    if error.code.endswith(".throttled"):
        return 429
    if error.code.startswith(_INVALID):
        return 422
    if isinstance(error, TryAgain):
        return 503
    return 409 if isinstance(error, Refused | Stuck) else 500


def headers(error: EngineError) -> dict[str, str]:
    """Return the headers that go with the status: when it is worth trying again."""
    return {"Retry-After": RETRY_AFTER_SECONDS} if isinstance(error, TryAgain) else {}


def body(error: EngineError) -> dict[str, Any]:
    """Return the problem body: `type` is the stable code, `detail` the sentence, facts stand beside."""
    facts = {name: _plain(value) for name, value in error.facts.items()}
    return {
        "type": f"urn:motcua:problem:{error.code}",
        "title": error.code,
        "status": status(error),
        "detail": sentence(error),
        **({"facts": facts} if facts else {}),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, EngineError):
        return {"code": value.code} | {name: _plain(each) for name, each in value.facts.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(each) for name, each in asdict(value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | dict) or value is None else str(value)
