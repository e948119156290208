"""The journal as sentences: what happened to a dossier, as an official would tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.web import happened_life, happened_results
from api.web.answers import Answer
from api.web.render import moment
from api.web.request import Page
from api.web.steps import written
from engine.bpmn.deployment import Deployment
from engine.events import EventKind
from engine.reports.timeline import Happening

_TEXTS = {
    EventKind.DOSSIER_RECEIVED: ("{who} tiếp nhận hồ sơ.", "{who} received the dossier."),
    EventKind.TASK_OPENED: ("Chuyển đến {unit}: {step}.", "Passed on to {unit}: {step}."),
    EventKind.TASK_CLAIMED: ("{who} nhận xử lý: {step}.", "{who} claimed: {step}."),
    EventKind.TASK_RELEASED: ("{who} trả lại bộ phận: {step}.", "{who} released: {step}."),
    EventKind.TASK_ASSIGNED: ("{who} phân công {people}: {step}.", "{who} assigned {people}: {step}."),
    EventKind.TASK_HANDED_OVER: (
        "{who} bàn giao cho {people}: {step}.",
        "{who} handed over to {people}: {step}.",
    ),
    EventKind.TASK_COMPLETED: ("{who} hoàn thành: {step}.", "{who} completed: {step}."),
    EventKind.TASK_INTERRUPTED: ("Không thực hiện tiếp: {step}.", "No longer needed: {step}."),
    EventKind.TIMER_FIRED: ("Đến mốc thời gian: {step}.", "Time came: {step}."),
    EventKind.MESSAGE_SENT: ("Gửi thông tin «{message}».", "Sent “{message}”."),
    EventKind.SIGNAL_SENT: ("Phát tín hiệu «{message}».", "Signalled “{message}”."),
    EventKind.SIGNAL_RECEIVED: (
        "Nhận tín hiệu «{message}»: {step}.",
        "Heard the signal “{message}”: {step}.",
    ),
    EventKind.DELIVERED: ("Đã gửi đi: {step}.", "Delivered: {step}."),
    EventKind.DELIVERY_FAILED: ("Gửi không thành công: {step}.", "Could not be delivered: {step}."),
    EventKind.DELIVERY_RETRIED: ("Gửi lại: {step}.", "Delivery tried anew: {step}."),
    EventKind.MESSAGE_RECEIVED: (
        "{who} ghi nhận thông tin đến: {step}.",
        "{who} recorded what arrived: {step}.",
    ),
    EventKind.DUE_SET: ("Hẹn trả kết quả lúc {due}.", "Result due at {due}."),
    EventKind.CLOCK_PAUSED: ("Tạm dừng tính thời hạn.", "The clock was stopped."),
    EventKind.CLOCK_RESUMED: (
        "Tính tiếp thời hạn; hẹn trả kết quả lúc {due}.",
        "The clock runs again; result due at {due}.",
    ),
    EventKind.INCIDENT_OPENED: (
        "Quy trình gặp vướng mắc ở bước: {step}; chờ người phụ trách quy trình xử lý.",
        "The process is stuck at: {step}; its owner must mend it.",
    ),
    EventKind.INCIDENT_CLOSED: ("Vướng mắc ở bước {step} đã được xử lý.", "The trouble at {step} is over."),
    EventKind.DATA_CORRECTED: (
        "{who} sửa dữ liệu: {changes}. Lý do: {reason}.",
        "{who} corrected {changes}: {reason}.",
    ),
    EventKind.STEP_CHOSEN: (
        "{who} thực hiện thay quy trình bước: {step}. Lý do: {reason}.",
        "{who} took the step by hand: {step}. Reason: {reason}.",
    ),
    EventKind.DOSSIER_CANCELLED: (
        "{who} dừng giải quyết hồ sơ. Lý do: {reason}.",
        "{who} cancelled the dossier. Reason: {reason}.",
    ),
    EventKind.DOSSIER_ENDED: ("Kết thúc: {step}.", "Ended: {step}."),
    EventKind.DOSSIER_IMPORTED: (
        "Chuyển hồ sơ từ hệ thống cũ «{system}», số cũ {number}.",
        "Brought over from “{system}”, old number {number}.",
    ),
    EventKind.LEGACY_STEP_TAKEN: (
        "Ghi tại hệ thống cũ: {step} ({official}).",
        "Recorded in the old system: {step} ({official}).",
    ),
    EventKind.LEGACY_FILE_GIVEN: (
        "Thêm tệp «{document}» của hệ thống cũ. Căn cứ: {reason}.",
        "A file of the old system was added: “{document}”. Basis: {reason}.",
    ),
    **happened_results.TEXTS,
    **happened_life.TEXTS,
}
_CORRECTED = (
    "Sửa dữ liệu chuyển từ hệ thống cũ. Căn cứ: {reason}.",
    "What was brought over was corrected. Basis: {reason}.",
)
_DEEMED_CONSENT = (
    "{unit} không trả lời, coi như đồng ý theo {basis}: {step}.",
    "{unit} did not answer, which counts as consent under {basis}: {step}.",
)
_NOT_NEEDED = ("Không còn cần ý kiến của {unit}: {step}.", "No longer needs {unit}: {step}.")
_STEP_FACTS = ("element", "end")


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of the timeline, with what was written in the form of a completed step."""

    at: datetime
    sentence: str
    unit: str
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells happenings of one dossier. `names` are persons by id; None where the reader may not know who acted."""

    page: Page
    deployment: Deployment
    names: Mapping[str, str] | None

    def tell(self, happenings: list[Happening]) -> list[Told]:
        """Return the sentences, oldest first; steps that only the engine takes are left out."""
        asked = {each.facts["task"] for each in happenings if each.facts.get("consulted")}
        return [self._told(each, asked) for each in happenings if each.kind in _TEXTS]

    def _told(self, happening: Happening, asked: set[str]) -> Told:
        facts = happening.facts
        sentence = self.page.t(*_texts(happening, asked)).format(
            who=self._who(happening),
            unit=happening.unit or "",
            step=self._step(facts),
            people=self._people(facts),
            message=facts.get("message") or facts.get("signal", ""),
            due=moment(_read(facts.get("due_at"))),
            system=facts.get("system", ""),
            number=facts.get("number") or self.page.t("không có", "none"),
            official=self._official(happening),
            reason=self._reason(facts),
            document=facts.get("title", ""),
            changes=self._changes(facts),
            basis=facts.get("deemed_consent", ""),
            items=self._items(facts),
            until=moment(_read(facts.get("expires_at"))),
        )
        return Told(happening.at, sentence, happening.unit or "", self._answers(happening))

    def _who(self, happening: Happening) -> str:
        if happening.facts.get("imported"):
            return self.page.t("Hệ thống cũ", "The old system")
        if happening.facts.get("by_applicant"):
            return self.page.t("Người nộp", "The applicant")
        if happening.person is None:
            return self.page.t("Hệ thống", "The system")
        if self.names is not None:
            return happening.person
        return self.page.t(f"Cán bộ của {happening.unit}", f"An official of {happening.unit}")

    def _official(self, happening: Happening) -> str:
        """Who acted in the old system, as it names them; accounts there need not be anybody's here."""
        named = happening.facts.get("actor") if self.names is not None else None
        return str(named or self.page.t("cán bộ thực hiện", "an official"))

    def _reason(self, facts: Mapping[str, Any]) -> str:
        if self.names is None:
            return self.page.t("ghi trong nhật ký", "in the journal")
        return str(facts.get("reason", "")).rstrip(".")

    def _items(self, facts: Mapping[str, Any]) -> str:
        if self.names is None:
            return self.page.t("giấy tờ ghi trong nhật ký", "what the journal says")
        return "; ".join(facts.get("items", ()))

    def _changes(self, facts: Mapping[str, Any]) -> str:
        """Which data were corrected; from what to what only where the reader may know."""
        changes = facts.get("changes", {})
        if self.names is None:
            return ", ".join(changes)
        told = (f"{name} ({_text(each['old'])} → {_text(each['new'])})" for name, each in changes.items())
        return ", ".join(told)

    def _step(self, facts: Mapping[str, Any]) -> str:
        if "name" in facts or facts.get("step"):
            return str(facts.get("name") or facts["step"])
        id_ = next((facts[name] for name in _STEP_FACTS if facts.get(name)), "")
        element = self.deployment.element(id_)
        return id_ if element is None else element.name

    def _people(self, facts: Mapping[str, Any]) -> str:
        if self.names is not None and "handover" in facts:
            return self.names.get(facts["to"] or "", self.page.t("ca sau", "the next shift"))
        if self.names is None or "lead" not in facts:
            return self.page.t("người thụ lý", "a handler")
        lead = self.names.get(facts["lead"], facts["lead"])
        beside = [self.names.get(each, each) for each in facts.get("coordinating", ())]
        return (
            lead
            if not beside
            else self.page.t(
                f"{lead} chủ trì, {', '.join(beside)} phối hợp",
                f"{lead} in the lead with {', '.join(beside)}",
            )
        )

    def _answers(self, happening: Happening) -> list[Answer]:
        if self.names is None or happening.kind is not EventKind.TASK_COMPLETED:
            return []
        facts = happening.facts
        return written(self.page, self.deployment, facts["element"], facts["data"], facts.get("late_reason"))


def persons_named(happenings: list[Happening]) -> set[str]:
    """Return the ids of persons that assignments and handings-over speak of."""
    assigned = [each.facts for each in happenings if each.kind is EventKind.TASK_ASSIGNED]
    given = {each.facts["to"] for each in happenings if each.kind is EventKind.TASK_HANDED_OVER}
    return {person for facts in assigned for person in (facts["lead"], *facts["coordinating"])} | given - {
        None
    }


def _texts(happening: Happening, asked: set[str]) -> tuple[str, str]:
    if happening.kind is EventKind.TASK_INTERRUPTED and happening.facts["task"] in asked:
        return _DEEMED_CONSENT if "deemed_consent" in happening.facts else _NOT_NEEDED
    if happening.kind is EventKind.DOSSIER_IMPORTED and "reason" in happening.facts:
        return _CORRECTED
    if happening.kind is EventKind.DOSSIER_ENDED and happening.facts.get("outcome") == "conditions_not_met":
        return happened_life.CONDITIONS_NOT_MET
    if happening.kind is EventKind.SUPPLEMENT_ANSWERED and happening.facts["by_applicant"]:
        return happened_life.HANDED_IN_ONLINE
    return _TEXTS[happening.kind]


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _text(value: Any) -> str:
    return "–" if value is None else str(value)
