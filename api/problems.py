"""What an error says: to people one Vietnamese sentence, to programs a problem body (RFC 9457). Only here is HTTP."""

from dataclasses import asdict, is_dataclass
from typing import Any

from engine.errors import EngineError, Refused, Stuck, TryAgain

_NOT_ALLOWED = (
    "actor.not_allowed",
    "task.may_not_assign",
    "task.assigned_to_other",
    "procedure.not_receivable",
    "review.same_person",
)
_NOT_ALLOWED += ("procedure.not_receivable",)
_INVALID = ("form.", "walk.", "package.", "procedure.other_level", "diagram.")

_SENTENCES = {
    "package.unreadable": "Không đọc được gói quy trình «{path}» ({reason}); hãy kiểm tra lại tệp.",
    "package.too_large": "Gói quy trình quá lớn (tối đa {max_files} tệp, {max_bytes} byte); hãy bớt tệp.",
    "package.rejected": "Gói quy trình còn lỗi nên chưa đưa vào áp dụng được; hãy chạy «motcua process check».",
    "walk.unreadable": "Kịch bản chưa đúng dạng ({reason}); hãy sửa lại rồi chạy lại.",
    "procedure.not_in_force": "Thủ tục {code} chưa có quy trình được đưa vào áp dụng; hãy báo Văn phòng.",
    "procedure.other_level": "Thủ tục này không tiếp nhận ở cấp của đơn vị {unit}; hãy hướng dẫn nộp đúng nơi.",
    "procedure.not_receivable": "Bạn không được tiếp nhận thủ tục {code}; hãy chọn thủ tục trong danh sách.",
    "actor.missing": "Việc này phải do người có thẩm quyền thực hiện; hãy đăng nhập.",
    "actor.not_allowed": "Bạn không có vai trò cần thiết tại đơn vị {unit}; hãy chuyển cho người phụ trách.",
    "task.unknown": "Không tìm thấy công việc này; hãy tải lại danh sách công việc.",
    "task.not_open": "Công việc này đã được xử lý; hãy mở lại hồ sơ {dossier} để xem bước hiện tại.",
    "task.assigned_to_other": "Công việc này đang do người khác xử lý; hãy liên hệ người đó hoặc trưởng phòng.",
    "task.may_not_assign": "Chỉ trưởng phòng hoặc lãnh đạo của đơn vị được phân công việc này.",
    "task.not_of_this_seat": "Người được chọn không giữ vai trò của công việc này tại đơn vị; hãy chọn người khác.",
    "sign_in.wrong": "Tên đăng nhập hoặc mật khẩu không đúng; hãy nhập lại.",
    "sign_in.throttled": "Đã nhập sai nhiều lần; hãy thử lại sau {minutes} phút.",
    "lookup.wrong": "Mã hồ sơ hoặc bốn số cuối chưa đúng; hãy xem lại giấy tiếp nhận và hẹn trả kết quả.",
    "lookup.throttled": "Đã tra cứu sai nhiều lần; hãy thử lại sau {minutes} phút.",
    "demo.not_here": "Chức năng này chỉ có ở thành phố thử nghiệm.",
    "csrf.token": "Phiên làm việc của trang đã cũ; hãy tải lại trang rồi gửi lại, dữ liệu đã nhập vẫn còn.",
    "csrf.origin": "Yêu cầu không đến từ trang của hệ thống nên không được thực hiện.",
    "list.cursor_unreadable": "Địa chỉ trang danh sách không đúng; hãy mở lại danh sách từ đầu.",
    "person.unknown": "Không có tài khoản «{account}»; hãy kiểm tra lại.",
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


def status(error: EngineError) -> int:
    """Return the HTTP status: 401, 403, 404, 409, 422, 429, 503 or 500."""
    if error.code in ("actor.missing", "sign_in.wrong", "session.missing"):
        return 401
    if error.code in _NOT_ALLOWED or error.code.startswith("csrf."):
        return 403
    if error.code.endswith((".unknown", ".not_in_force", "lookup.wrong")) and isinstance(error, Refused):
        return 404
    if error.code.startswith(_INVALID):
        return 422
    if error.code.endswith(".throttled"):
        return 429
    if isinstance(error, TryAgain):
        return 503
    return 409 if isinstance(error, Refused | Stuck) else 500


def body(error: EngineError) -> dict[str, Any]:
    """Return the problem body: `type` is the stable code, `detail` the sentence, facts stand beside."""
    facts = {name: _plain(value) for name, value in error.facts.items()}
    return {
        "type": f"urn:motcua:problem:{error.code}",
        "title": error.code,
        "status": status(error),
        "detail": sentence(error),
        **({"facts": facts} if facts else {}),
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(each) for name, each in asdict(value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | dict) or value is None else str(value)
