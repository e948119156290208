"""Sentences of the record and of the batch's page: what each kind of difference and reason means."""

from migration_tools.attachments import AttachmentReport
from migration_tools.control_sums import BETWEEN, UNKNOWN
from migration_tools.faults.catalogue import catalogue
from migration_tools.mapping.statuses import STATUSES

DIFFERENCES = {
    "row.changed": "Dòng gốc đã lưu không còn như lúc đọc",
    "row.mapped_otherwise": "Ánh xạ lại cho kết quả khác lần nạp",
    "city.missing": "Hồ sơ đã nạp không còn ở hệ thống mới",
    "city.differs": "Giá trị ở hệ thống mới khác nguồn",
    "city.without_row": "Hệ thống mới có, không dò được về dòng gốc nào",
}


def part_in_words(part: str) -> str:
    """Return a part of a control sum as people read it: statuses in words, months as 11/2018."""
    return ", ".join(_piece(each) for each in part.split(BETWEEN))


def _piece(piece: str) -> str:
    year, dash, month = piece.partition("-")
    is_month = bool(dash) and year.isdecimal() and month.isdecimal() and len(month) == 2
    if is_month:
        return f"{month}/{year}"
    return _NOT_KNOWN if piece == UNKNOWN else STATUSES.get(piece, piece)


_NOT_KNOWN = "không rõ"
_UNKNOWN = "Đề nghị đơn vị xem lại các dòng này."


def reason_in_words(reason: str) -> str:
    """Return what the unit reads of a quarantined row; `reason` is one code, or several with commas between."""
    return " ".join(dict.fromkeys(map(_message, reason.split(", "))))


def _message(code: str) -> str:
    known = catalogue().get(code)
    return known.message if known else _UNKNOWN


def attachments_in_words(report: AttachmentReport) -> str:
    """Return what is to be said of attachments."""
    if not report.has_folder:
        return "Đợt này không kèm thư mục tệp đính kèm."
    return (
        f"Đã băm {report.hashed} tệp; {report.unreadable} mục không phải tệp thường (không đọc); hồ sơ nhắc đến "
        f"{report.named} tệp, thiếu {report.missing_count}; {report.orphan_count} tệp không thuộc hồ sơ nào, "
        f"được giữ ở khu chờ."
    )
