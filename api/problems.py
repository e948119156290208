"""What an error says to people: one Vietnamese sentence that tells what to do next."""

from engine.errors import EngineError, TryAgain

_SENTENCES = {
    "package.unreadable": "Không đọc được gói quy trình «{path}» ({reason}); hãy kiểm tra lại tệp.",
    "package.too_large": "Gói quy trình quá lớn (tối đa {max_files} tệp, {max_bytes} byte); hãy bớt tệp.",
    "package.rejected": "Gói quy trình còn lỗi nên chưa đưa vào áp dụng được; hãy chạy «motcua process check».",
    "walk.unreadable": "Kịch bản chưa đúng dạng ({reason}); hãy sửa lại rồi chạy lại.",
    "procedure.not_in_force": "Thủ tục {code} chưa có quy trình được đưa vào áp dụng; hãy báo Văn phòng.",
    "procedure.other_level": "Thủ tục này không tiếp nhận ở cấp của đơn vị {unit}; hãy hướng dẫn nộp đúng nơi.",
    "actor.missing": "Việc này phải do người có thẩm quyền thực hiện; hãy đăng nhập.",
    "actor.not_allowed": "Bạn không có vai trò cần thiết tại đơn vị {unit}; hãy chuyển cho người phụ trách.",
    "task.unknown": "Không tìm thấy công việc này; hãy tải lại danh sách công việc.",
    "task.not_open": "Công việc này đã được xử lý; hãy mở lại hồ sơ {dossier} để xem bước hiện tại.",
    "task.assigned_to_other": "Công việc này đang do người khác xử lý; hãy liên hệ người đó hoặc trưởng phòng.",
    "dossier.unknown": "Không có hồ sơ mã {dossier}; hãy kiểm tra lại mã.",
    "dossier.moved_on": "Hồ sơ {dossier} đã thay đổi từ khi bạn mở; hãy tải lại trang rồi làm tiếp.",
    "form.invalid": "Biểu mẫu còn mục chưa đúng; hãy sửa các mục được nêu.",
    "form.none": "Công việc này không có biểu mẫu nên không nhận dữ liệu kèm theo.",
    "message.not_awaited": "Hồ sơ {dossier} hiện không chờ thông tin «{message}»; hãy kiểm tra bước hiện tại.",
    "timer.not_due": "Mốc thời gian này chưa đến hoặc không còn hiệu lực.",
    "number.series_used_up": "Đơn vị {unit} đã dùng hết {largest} số hồ sơ của ngày {on}; hãy báo Văn phòng.",
    "idempotency.key_reused": "Khóa chống gửi trùng đã dùng cho một yêu cầu khác; hãy gửi với khóa mới.",
    "database.unreachable": "Chưa kết nối được cơ sở dữ liệu; hãy thử lại sau ít phút.",
    "database.busy": "Hệ thống đang bận; hãy thử lại.",
}


def sentence(error: EngineError) -> str:
    """Return the sentence for an error; one without its own names its code, so that nothing stays unexplained."""
    try:
        return _SENTENCES[error.code].format(**error.facts)
    except KeyError:
        again = "; hãy thử lại" if isinstance(error, TryAgain) else ""
        return f"Chưa thực hiện được: {error}{again}."
