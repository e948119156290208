"""The register that a unit keeps: its columns, and the headings above them."""

from collections.abc import Mapping

from migration_tools.cell import Cell
from migration_tools.faults.generate.style import Cells

HEADINGS: Mapping[str, str] = {
    "number": "Số hồ sơ",
    "procedure_code": "Mã thủ tục",
    "procedure_name": "Tên thủ tục",
    "unit": "Mã đơn vị",
    "place": "Địa bàn",
    "applicant": "Họ và tên",
    "identity_no": "Số CMND",
    "address": "Địa chỉ",
    "phone": "Điện thoại",
    "extra.submitted_at": "Nộp trực tuyến lúc",
    "received_at": "Ngày nhận",
    "due_at": "Ngày hẹn trả",
    "returned_at": "Ngày trả kết quả",
    "status": "Trạng thái",
    "current_step": "Bước đang xử lý",
    "handler": "Cán bộ",
    "note": "Ghi chú",
    "fee": "Lệ phí",
    "extra.questions": "Câu hỏi (hỏi / đáp)",
    "extra.entered_on": "Ngày vào máy",
    "extra.printed_name": "Tên in hoa",
    "extra.submitter": "Người đi nộp",
    "extra.attachment": "Tệp quét",
}
"""The heading of each field, in the order of the columns."""

DBF_NAMES: Mapping[str, str] = {
    "number": "SO_HS",
    "procedure_code": "MA_TT",
    "procedure_name": "TEN_TT",
    "unit": "MA_DV",
    "place": "DIA_BAN",
    "applicant": "HO_TEN",
    "identity_no": "SO_CMND",
    "address": "DIA_CHI",
    "phone": "DT",
    "extra.submitted_at": "NGAY_NOP",
    "received_at": "NGAY_NHAN",
    "due_at": "NGAY_HEN",
    "returned_at": "NGAY_TRA",
    "status": "TRANG_THAI",
    "current_step": "BUOC",
    "handler": "CAN_BO",
    "note": "GHI_CHU",
    "fee": "LE_PHI",
    "extra.questions": "HOI_DAP",
    "extra.entered_on": "NGAY_VAO",
    "extra.printed_name": "TEN_HOA",
    "extra.submitter": "NGUOI_NOP",
    "extra.attachment": "TEP",
}
"""The same columns under the ten letters that dbf allows."""


def row(cells: Cells) -> list[Cell]:
    """Return the cells of a row in the order of the columns."""
    return [cells.get(field) for field in HEADINGS]
