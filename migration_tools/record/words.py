"""Sentences of the record and of the batch's page: what each kind of difference and reason means."""

from migration_tools.attachments import AttachmentReport
from migration_tools.steps.load import HELD
from migration_tools.steps.map import LEFT_OUT

DIFFERENCES = {
    "row.changed": "Dòng gốc đã lưu không còn như lúc đọc",
    "row.mapped_otherwise": "Ánh xạ lại cho kết quả khác lần nạp",
    "row.not_stored": "Dòng ghi là đã nạp nhưng không có ở hệ thống mới",
    "city.missing": "Hồ sơ đã nạp không còn ở hệ thống mới",
    "city.differs": "Giá trị ở hệ thống mới khác nguồn",
    "city.without_row": "Hệ thống mới có, không dò được về dòng gốc nào",
}

OWN_REASONS = {
    HELD: "Dòng thuộc một hồ sơ đang chờ; tự được nhập khi hồ sơ ấy được sửa.",
    LEFT_OUT: "Bảng chưa có trong bảng ánh xạ; kỹ thuật viên bổ sung rồi ánh xạ lại.",
}


def attachments_in_words(report: AttachmentReport) -> str:
    """Return what is to be said of attachments."""
    if not report.has_folder:
        return "Đợt này không kèm thư mục tệp đính kèm."
    return (
        f"Đã băm {report.hashed} tệp; {report.unreadable} mục không phải tệp thường (không đọc); hồ sơ nhắc đến "
        f"{report.named} tệp, thiếu {report.missing_count}; {report.orphan_count} tệp không thuộc hồ sơ nào, "
        f"được giữ ở khu chờ."
    )
