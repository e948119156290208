"""The machine room: the database, its backup, stored formats, requests sent twice."""

SENTENCES = {
    "idempotency.key_reused": "Khóa chống gửi trùng đã dùng cho một yêu cầu khác; hãy gửi với khóa mới.",
    "idempotency.key_in_use": "Một yêu cầu khác cùng khóa đang được xử lý; hãy thử lại.",
    "database.not_empty": "Cơ sở dữ liệu «{database}» đã có dữ liệu; hãy phục hồi vào một cơ sở dữ liệu trống.",
    "backup.failed": "Sao lưu hoặc khôi phục không xong ({program}: {words}); hãy xem lại tệp và thử lại.",
    "format.unknown": "Dữ liệu «{table}» do phiên bản motcua mới hơn ghi (dạng {format}); hãy dùng phiên bản đó.",
    "database.unreachable": "Chưa kết nối được cơ sở dữ liệu; hãy thử lại sau ít phút.",
    "database.busy": "Hệ thống đang bận; hãy thử lại.",
}
