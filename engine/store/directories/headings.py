"""What stands at the head and foot of a unit's papers, from a day on: names, address, telephone."""

from collections.abc import Iterable
from datetime import date

from engine.model.directory import Column, Entry, Kind
from engine.model.directory_plan import Change
from engine.store.directories.base import Proposal
from engine.store.directories.known import unknown_unit
from engine.store.work import Work


class Headings:
    """The list of headings. A paper issued on a day carries the heading in force then."""

    code = "headings"
    title = "Thông tin in trên giấy tờ"
    help = "Giấy tờ phát hành từ ngày nào thì in theo thông tin có hiệu lực vào ngày đó."
    columns = (
        Column("unit", "Mã đơn vị", required=True),
        Column("valid_from", "Từ ngày", Kind.DAY, required=True),
        Column("above", "Cơ quan cấp trên in ở dòng đầu"),
        Column("desk", "Tên bộ phận một cửa", required=True),
        Column("place", "Địa danh", required=True),
        Column("address", "Địa chỉ"),
        Column("phone", "Điện thoại"),
        Column("email", "Thư điện tử"),
        Column("note", "Ghi chú cuối giấy"),
    )
    key = ("unit", "valid_from")
    unit_column = "unit"
    removable = False

    def read(self, work: Work) -> list[Entry]:
        """Return every heading, by unit and day."""
        rows = work.run(
            """
            SELECT unit_code AS unit, valid_from::text AS valid_from, above, desk, place, address, phone, email, note
            FROM unit_heading ORDER BY unit_code, unit_heading.valid_from
            """
        )
        return [dict(row) for row in rows.mappings()]

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield a unit that does not exist."""
        return unknown_unit(proposal.tree, proposal.entry["unit"], proposal.on)

    def write(self, work: Work, change: Change) -> None:
        """Store the heading of one unit from a day on."""
        work.run(
            """
            INSERT INTO unit_heading (unit_code, valid_from, above, desk, place, address, phone, email, note)
            VALUES (:unit, CAST(:valid_from AS date), :above, :desk, :place, :address, :phone, :email, :note)
            ON CONFLICT (unit_code, valid_from) DO UPDATE SET above = :above, desk = :desk, place = :place,
                address = :address, phone = :phone, email = :email, note = :note
            """,
            dict(change.entry),
        )


def heading_on(work: Work, unit: str, on: date) -> Entry | None:
    """Return the heading of a unit in force on a day, None where none was written."""
    row = work.run(
        """
        SELECT above, desk, place, address, phone, email, note FROM unit_heading
        WHERE unit_code = :unit AND valid_from <= :on ORDER BY valid_from DESC LIMIT 1
        """,
        {"unit": unit, "on": on},
    )
    found = row.mappings().first()
    return None if found is None else dict(found)
