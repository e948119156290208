"""Days off and worked days of the whole city, each with the document that decided it."""

from collections.abc import Iterable
from datetime import date

from engine.model.calendar import Certainty, DayKind
from engine.model.directory import Column, Entry, Kind
from engine.model.directory_plan import Change
from engine.store.directories.base import Proposal
from engine.store.work import Work

_SATURDAY = 5


class SpecialDays:
    """The list of special days; one that goes is an ordinary day of the week again."""

    code = "special-days"
    title = "Ngày nghỉ và ngày làm bù"
    help = (
        "Sau khi thay đổi, hệ thống liệt kê các hồ sơ đang giải quyết có ngày hẹn trả bị ảnh hưởng "
        "để người quản trị quyết định tính lại."
    )
    columns = (
        Column("on", "Ngày", Kind.DAY, required=True),
        Column(
            "kind",
            "Loại",
            Kind.CHOICE,
            required=True,
            choices={DayKind.OFF: "Nghỉ", DayKind.WORKED: "Làm bù"},
        ),
        Column("name", "Tên gọi", required=True),
        Column("document", "Văn bản quyết định", required=True),
        Column(
            "certainty",
            "Mức chắc chắn",
            Kind.CHOICE,
            required=True,
            choices={Certainty.ANNOUNCED: "Đã công bố", Certainty.EXPECTED: "Dự kiến"},
        ),
    )
    key = ("on",)
    unit_column = None
    removable = True

    def read(self, work: Work) -> list[Entry]:
        """Return every special day, oldest first."""
        rows = work.run(
            'SELECT "on"::text AS "on", kind, name, document, certainty FROM special_day ORDER BY "on"'
        )
        return [dict(row) for row in rows.mappings()]

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield a worked day that is a working day of the week anyhow."""
        entry = proposal.entry
        if entry["kind"] == DayKind.WORKED and date.fromisoformat(entry["on"]).weekday() < _SATURDAY:
            yield "Ngày làm bù phải là thứ Bảy hoặc Chủ nhật."

    def write(self, work: Work, change: Change) -> None:
        """Store one day, or take it away."""
        if change.after is None:
            work.run('DELETE FROM special_day WHERE "on" = CAST(:on AS date)', {"on": change.entry["on"]})
            return
        work.run(
            """
            INSERT INTO special_day ("on", kind, name, document, certainty)
            VALUES (CAST(:on AS date), :kind, :name, :document, :certainty)
            ON CONFLICT ("on") DO UPDATE SET kind = :kind, name = :name, document = :document, certainty = :certainty
            """,
            dict(change.after),
        )
