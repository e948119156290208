"""The documents of dossiers as rows: what moves in steps are columns, what is only added stands in `facts`."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.model.paper import PaperNumber
from engine.model.result import Hand, Result, ResultKind, ResultState, Signature
from engine.store.formats import require_known
from engine.store.work import Work

FOLLOW = """
    kept AS (
        INSERT INTO result (id, dossier_id, unit_code, kind, title, state, draft, drafted_by, drafted_at, facts)
        SELECT r.id, :id, r.unit_code, r.kind, r.title, r.state, r.draft, r.drafted_by, r.drafted_at, r.facts
        FROM jsonb_to_recordset(CAST(:results AS jsonb)) AS r(
            id uuid, unit_code text, kind text, title text, state text, draft text, drafted_by text,
            drafted_at timestamptz, facts jsonb)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title, state = excluded.state,
            draft = excluded.draft, drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at,
            facts = excluded.facts
    )
"""
"""Part of the statement that writes a dossier's parts, with the parameters `id` and `results`."""

OF_DOSSIER = """(SELECT COALESCE(jsonb_agg(to_jsonb(r) ORDER BY r.seq), '[]') FROM result r
                WHERE r.dossier_id = :id)"""
"""The documents of the dossier `id`, oldest first; each is what `read` reads."""


def row(result: Result) -> dict[str, Any]:
    """Return a document as `FOLLOW` takes it."""
    number = None if result.number is None else result.number.facts
    facts = {
        "initials": [asdict(hand) for hand in result.initials],
        "number": number,
        "symbol": result.symbol,
        **{name: _written(getattr(result, name)) for name in ("signed", "numbered", "sealed", "returned")},
        "revoked": _written(result.revoked),
    }
    return {
        "id": result.id,
        "unit_code": result.unit,
        "kind": result.kind,
        "title": result.title,
        "state": result.state,
        "draft": result.draft,
        "drafted_by": result.drafted.by,
        "drafted_at": result.drafted.at,
        "facts": facts,
    }


def read(stored: Mapping[str, Any]) -> Result:
    """Return the document of a row as JSON."""
    require_known("result", stored)
    facts = stored["facts"]
    return Result(
        id=UUID(stored["id"]),
        unit=stored["unit_code"],
        kind=ResultKind(stored["kind"]),
        title=stored["title"],
        state=ResultState(stored["state"]),
        draft=stored["draft"],
        drafted=Hand(stored["drafted_by"], datetime.fromisoformat(stored["drafted_at"])),
        initials=tuple(map(Hand.from_json, facts["initials"])),
        signed=_signature(facts["signed"]),
        number=None if facts["number"] is None else PaperNumber.of(facts["number"]),
        symbol=facts["symbol"],
        numbered=_hand(facts["numbered"]),
        sealed=_signature(facts["sealed"]),
        returned=_hand(facts["returned"]),
        revoked=_hand(facts["revoked"]),
    )


def of_dossier(work: Work, code: str) -> list[Result]:
    """Return the documents of a dossier by code, oldest first; who asks must have been checked before."""
    rows = work.run(
        """
        SELECT to_jsonb(r) FROM result r JOIN dossier d ON d.id = r.dossier_id
        WHERE d.code = :code ORDER BY r.seq
        """,
        {"code": code},
    )
    return [read(each) for each in rows.scalars()]


def _written(happened: Hand | Signature | None) -> dict[str, Any] | None:
    return None if happened is None else asdict(happened)


def _hand(stored: Mapping[str, Any] | None) -> Hand | None:
    return None if stored is None else Hand.from_json(stored)


def _signature(stored: Mapping[str, Any] | None) -> Signature | None:
    return None if stored is None else Signature.from_json(stored)
