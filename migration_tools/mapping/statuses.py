"""The canonical statuses of a dossier in the words of the office."""

STATUSES = {
    "new": "mới nộp",
    "receiving": "đang tiếp nhận",
    "waiting": "chờ bổ sung",
    "paying": "chờ nộp phí, lệ phí",
    "processing": "đang giải quyết",
    "interoperating": "đang phối hợp",
    "pausing": "tạm dừng",
    "denied": "từ chối",
    "cancelled": "đã hủy",
    "withdrawn": "đã rút",
    "unresolved": "không giải quyết",
    "done": "đã giải quyết xong",
    "released": "đã có kết quả",
    "returned": "đã trả kết quả",
    "received": "đã nhận kết quả",
    "archived": "đã lưu trữ",
}
