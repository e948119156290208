"""What an administrative procedure is, apart from its diagram: key, limit, levels, papers, provenance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self

from engine.model.counting import AfterPause, Counting, CountingMode
from engine.model.limit import Limit
from engine.model.supplement_rule import USUAL_SUPPLEMENT, SupplementRule
from engine.model.unit import Level

PROCEDURE_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Component:
    """One document that a dossier consists of (thành phần hồ sơ)."""

    code: str
    name: str
    required: bool
    copies: int = 1
    original: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the facts come from: `sourced` from a document, or `reconstructed` and to be verified."""

    kind: str
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One case of one procedure; (code, case) is its key (TT 01/2018/TT-VPCP counts cases apart)."""

    code: str
    case: str
    name: str
    field: str
    receiving_level: Level
    deciding_level: Level
    limit: Limit
    counting: Counting
    components: tuple[Component, ...]
    result: str
    provenance: Provenance
    effective_from: date
    deemed_consent: str | None = None
    """The law by which a consulted unit that stays silent has agreed; None: silence is only late."""

    supplement: SupplementRule = USUAL_SUPPLEMENT

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Build from a `procedure.json` that its schema has accepted."""
        cut_off = stored["cut_off"]
        counting = Counting(
            CountingMode(stored["counting"]),
            None if cut_off is None else time.fromisoformat(cut_off),
            AfterPause(stored.get("after_pause", AfterPause.RESUME)),
        )
        return cls(
            code=stored["code"],
            case=stored["case"],
            name=stored["name"],
            field=stored["field"],
            receiving_level=Level(stored["receiving_level"]),
            deciding_level=Level(stored["deciding_level"]),
            limit=Limit.from_json(
                {"amount": "0", "unit": "working_day"} if stored["same_day"] else stored["limit"]
            ),
            counting=counting,
            components=tuple(_component(document) for document in stored["documents"]),
            result=stored["result"],
            provenance=_provenance(stored["provenance"]),
            effective_from=date.fromisoformat(stored["effective_from"]),
            deemed_consent=stored.get("deemed_consent", {}).get("legal_basis"),
            supplement=SupplementRule.from_json(stored.get("supplement", {})),
        )


def _component(stored: Mapping[str, Any]) -> Component:
    copies, original = stored.get("copies", 1), stored.get("original", False)
    return Component(stored["code"], stored["name"], stored["required"], copies, original)


def _provenance(stored: Mapping[str, Any]) -> Provenance:
    return Provenance(stored["kind"], stored["source"], tuple(stored.get("notes", ())))
