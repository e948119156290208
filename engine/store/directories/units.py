"""Units of the city with the days on which each existed. What became of one that ended is data of its own."""

from collections.abc import Iterable
from typing import Any

from engine.model.directory import Column, Entry, Kind
from engine.model.directory_plan import Change
from engine.model.unit import Body, Level
from engine.store.directories.base import Proposal
from engine.store.directories.days import VALID_FROM, VALID_UNTIL, overlap, period_faults
from engine.store.rows import as_json
from engine.store.work import Work

LEVELS: dict[str, str] = {Level.CITY: "Thành phố", Level.DISTRICT: "Huyện", Level.COMMUNE: "Xã"}
BODIES: dict[str, str] = {
    Body.COMMITTEE: "Ủy ban nhân dân",
    Body.DEPARTMENT: "Sở, ban, ngành",
    Body.FACILITY: "Cơ sở trực thuộc",
    Body.AGENCY: "Cơ quan ngành dọc",
}


class Units:
    """The list of units. A unit that is renamed ends, and another period of its code begins the day after."""

    code = "units"
    title = "Đơn vị"
    help = (
        "Đơn vị đổi tên, chia tách hoặc giải thể: ghi «Đến hết ngày» cho dòng cũ "
        "và thêm dòng mới từ ngày hôm sau."
    )
    columns = (
        Column("code", "Mã đơn vị", required=True),
        VALID_FROM,
        VALID_UNTIL,
        Column("name", "Tên đơn vị", required=True),
        Column("level", "Cấp", Kind.CHOICE, required=True, choices=LEVELS),
        Column("body", "Loại cơ quan", Kind.CHOICE, required=True, choices=BODIES),
        Column("kind", "Tên loại", required=True),
        Column("parent", "Mã đơn vị cấp trên"),
        Column("identifier", "Mã định danh", required=True),
        Column("serves", "Mã địa bàn phục vụ", Kind.CODES),
    )
    key = ("code", "valid_from")
    unit_column = None
    removable = False

    def read(self, work: Work) -> list[Entry]:
        """Return every unit of every period, by code and day."""
        rows = work.run(
            """
            SELECT code, CASE WHEN valid_from = '-infinity' THEN '' ELSE valid_from::text END AS valid_from,
                   COALESCE(valid_until::text, '') AS valid_until, name, level, body, kind,
                   COALESCE(parent, '') AS parent, identifier, serves
            FROM unit ORDER BY code, unit.valid_from
            """
        )
        return [dict(row) | {"serves": " ".join(sorted(row["serves"]))} for row in rows.mappings()]

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield periods of one code that overlap, and an upper unit that does not exist."""
        entry, known = proposal.entry, self.read(proposal.work)
        yield from period_faults(entry)
        others = [each for each in known if each["code"] == entry["code"]]
        if any(overlap(each, entry) for each in others if each["valid_from"] != entry["valid_from"]):
            yield f"Mã «{entry['code']}» đã có ở một giai đoạn khác trùng ngày với dòng này."
        if entry["parent"] and entry["parent"] not in {each["code"] for each in known}:
            yield f"Không có đơn vị cấp trên mang mã «{entry['parent']}»."

    def write(self, work: Work, change: Change) -> None:
        """Store one unit in one period; the fields that it has in charge stay."""
        work.run(
            """
            INSERT INTO unit (code, valid_from, valid_until, name, level, body, kind, parent, identifier, serves,
                              charges)
            VALUES (:code, CAST(:first AS date), CAST(:last AS date), :name, :level, :body, :kind, :parent,
                    :identifier, CAST(:serves AS jsonb), '[]')
            ON CONFLICT (code, valid_from) DO UPDATE SET valid_until = CAST(:last AS date), name = :name,
                level = :level, body = :body, kind = :kind, parent = :parent, identifier = :identifier,
                serves = CAST(:serves AS jsonb)
            """,
            _row(change.entry),
        )


def _row(entry: Entry) -> dict[str, Any]:
    return {
        **entry,
        "first": entry["valid_from"] or "-infinity",
        "last": entry["valid_until"] or None,
        "parent": entry["parent"] or None,
        "serves": as_json(entry["serves"].split()),
    }
