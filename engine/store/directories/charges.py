"""Which fields of procedures a unit has in charge, from one day to another."""

from collections.abc import Iterable

from engine.model.directory import Column, Entry
from engine.model.directory_plan import Change
from engine.store.directories.base import Proposal
from engine.store.directories.days import VALID_FROM, VALID_UNTIL, period_faults
from engine.store.directories.known import unknown_fields, unknown_unit
from engine.store.rows import as_json
from engine.store.work import Work


class Charges:
    """The list of fields in charge. Steps of a dossier are routed by it on the day they begin."""

    code = "charges"
    title = "Lĩnh vực phụ trách"
    help = "Hồ sơ được chuyển đến đơn vị phụ trách lĩnh vực của thủ tục vào ngày bước đó bắt đầu."
    columns = (
        Column("unit", "Mã đơn vị", required=True),
        Column("field", "Mã lĩnh vực", required=True),
        VALID_FROM,
        VALID_UNTIL,
    )
    key = ("unit", "field", "valid_from")
    unit_column = None
    removable = False

    def read(self, work: Work) -> list[Entry]:
        """Return every charge of the units as they stand last, by unit and field."""
        rows = work.run(
            """
            SELECT u.code AS unit, c.field, COALESCE(c.valid_from, '') AS valid_from,
                   COALESCE(c.valid_until, '') AS valid_until
            FROM (SELECT DISTINCT ON (code) code, charges FROM unit ORDER BY code, valid_from DESC) u,
                 jsonb_to_recordset(u.charges) AS c(field text, valid_from text, valid_until text)
            ORDER BY 1, 2, 3
            """
        )
        return [dict(row) for row in rows.mappings()]

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield a unit or a field that does not exist, and a period that ends before it begins."""
        entry = proposal.entry
        yield from period_faults(entry)
        yield from unknown_unit(proposal.tree, entry["unit"], proposal.on)
        yield from unknown_fields(entry["field"])

    def write(self, work: Work, change: Change) -> None:
        """Store one charge in the unit's last period."""
        entry = change.entry
        same = {"field": entry["field"], "valid_from": entry["valid_from"] or None}
        work.run(
            """
            UPDATE unit SET charges = CAST(:charge AS jsonb) || COALESCE((
                SELECT jsonb_agg(c) FROM jsonb_array_elements(charges) AS c
                WHERE NOT (c ->> 'field' = :field AND COALESCE(c ->> 'valid_from', '') = :valid_from)), '[]')
            WHERE code = :unit AND valid_from = (SELECT max(valid_from) FROM unit WHERE code = :unit)
            """,
            {**entry, "charge": as_json([{**same, "valid_until": entry["valid_until"] or None}])},
        )
