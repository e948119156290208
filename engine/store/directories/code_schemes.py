"""How dossier codes are written from a day on, as circulars decide; a scheme once written is never changed."""

from collections.abc import Iterable

from engine.model.directory import Column, Entry, Kind
from engine.model.directory_plan import Change
from engine.store.directories.base import Proposal
from engine.store.work import Work

MOST_DIGITS = 9


class CodeSchemes:
    """The list of code schemes."""

    code = "code-schemes"
    title = "Quy cách mã hồ sơ"
    help = (
        "Mã gồm mã định danh đơn vị, ngày tiếp nhận và số thứ tự trong ngày. Quy cách đã ban hành không sửa; "
        "thông tư mới thì thêm một dòng từ ngày có hiệu lực."
    )
    columns = (
        Column("valid_from", "Từ ngày", Kind.DAY, required=True),
        Column("digits", "Số chữ số ít nhất", Kind.NUMBER, required=True),
        Column("largest", "Số lớn nhất trong ngày", Kind.NUMBER, required=True),
        Column("document", "Văn bản quyết định", required=True),
    )
    key = ("valid_from",)
    unit_column = None
    removable = False

    def read(self, work: Work) -> list[Entry]:
        """Return every scheme, oldest first."""
        rows = work.run(
            """
            SELECT valid_from::text AS valid_from, digits::text AS digits, largest::text AS largest, document
            FROM code_scheme ORDER BY code_scheme.valid_from
            """
        )
        return [dict(row) for row in rows.mappings()]

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield a scheme that stands already, one that would begin in the past, and numbers that cannot be."""
        entry = proposal.entry
        if proposal.change.before is not None:
            yield "Quy cách đã ban hành không sửa được; hãy thêm quy cách mới từ một ngày khác."
        elif entry["valid_from"] < proposal.on.isoformat():
            yield "Quy cách mới phải có hiệu lực từ hôm nay trở đi."
        if not 1 <= int(entry["digits"]) <= MOST_DIGITS:
            yield f"Số chữ số ít nhất phải từ 1 đến {MOST_DIGITS}."
        if int(entry["largest"]) < 1:
            yield "Số lớn nhất trong ngày phải từ 1 trở lên."

    def write(self, work: Work, change: Change) -> None:
        """Store one scheme."""
        work.run(
            """
            INSERT INTO code_scheme (valid_from, digits, largest, document)
            VALUES (CAST(:valid_from AS date), CAST(:digits AS integer), CAST(:largest AS integer), :document)
            """,
            dict(change.entry),
        )
