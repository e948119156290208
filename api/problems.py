"""What an error says: to people one Vietnamese sentence, to programs a problem body (RFC 9457). Only here is HTTP."""

from dataclasses import asdict, is_dataclass
from typing import Any

from engine.errors import EngineError, Refused, Stuck, TryAgain

RETRY_AFTER_SECONDS = "5"
_NOT_ALLOWED = (
    "actor.not_allowed",
    "task.may_not_assign",
    "task.assigned_to_other",
    "procedure.not_receivable",
    "review.same_person",
    "review.not_yours",
    "incident.may_not_mend",
    "batch.not_yours",
)
_INVALID = (
    *(
        "form.",
        "walk.",
        "package.",
        "procedure.other_level",
        "diagram.",
        "step.",
        "data.",
        "incident.no_reason",
        "incident.reason_too_long",
    ),
    *("task.late_reason_required", "task.not_late"),
)

_SENTENCES = {
    "package.unreadable": "Không đọc được gói quy trình «{path}» ({reason}); hãy kiểm tra lại tệp.",
    "package.too_large": "Gói quy trình quá lớn (tối đa {max_files} tệp, {max_bytes} byte); hãy bớt tệp.",
    "package.rejected": "Gói quy trình còn lỗi nên chưa đưa vào áp dụng được; hãy chạy «motcua process check».",
    "package.no_file": "Chưa chọn tệp; hãy chọn một tệp .bpmn hoặc .zip rồi tải lên.",
    "package.not_text": "Tệp {path} không phải văn bản mã UTF-8; hãy xuất lại từ công cụ vẽ rồi nộp lại.",
    "package.not_drawable": "Tệp không mở được thành sơ đồ; hãy sửa theo các điểm đã nêu rồi nộp lại.",
    "package.other_field": "Lĩnh vực {field} không thuộc phạm vi phụ trách của đơn vị {unit}; hãy chuyển đơn vị đó.",
    "package.has_errors": "Bản dự thảo còn lỗi nên chưa trình được; hãy sửa các lỗi đã nêu rồi tải lên lại.",
    "package.gaps": "Bản dự thảo còn chỗ bỏ trống; hãy trả lại để bổ sung trước khi thông qua.",
    "package.warnings": "Còn cảnh báo chưa được xác nhận; hãy xác nhận từng cảnh báo hoặc trả lại bản dự thảo.",
    "package.no_procedure": "Bản dự thảo mới chỉ có sơ đồ; hãy trả lại để bổ sung tệp procedure.json.",
    "draft.unknown": "Không có bản dự thảo này; hãy mở lại danh sách.",
    "review.not_yours": "Bạn không có vai trò để làm việc này với bản dự thảo; hãy chuyển cho người phụ trách.",
    "review.same_person": "Người soạn, người trình không được tự thẩm tra, tự đưa vào áp dụng; hãy để người khác làm.",
    "review.wrong_state": "Bản dự thảo không còn ở bước này; hãy tải lại trang để xem hiện trạng.",
    "review.changed": "Bản dự thảo đã được thay bằng bản khác từ khi bạn mở; hãy tải lại trang rồi xem lại.",
    "review.no_note": "Hãy ghi rõ nội dung cần sửa trước khi trả lại.",
    "review.day_unreadable": "Ngày chưa đúng dạng; hãy chọn lại ngày.",
    "review.day_is_past": "Ngày {on} đã qua; hãy chọn hôm nay hoặc một ngày sau.",
    "diagram.unreadable": "Không đọc được sơ đồ; hãy sửa các lỗi được nêu rồi thử lại.",
    "deployment.unknown": "Không tìm thấy phiên bản quy trình này; hãy kiểm tra lại.",
    "deployment.no_procedure": "Sơ đồ chưa kèm thông tin thủ tục nên chưa đưa vào áp dụng được; hãy bổ sung.",
    "signal.not_awaited": "Không có bước nào đang chờ tín hiệu «{signal}»; hãy kiểm tra bước hiện tại.",
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
    "task.late_reason_required": "Đã quá hạn cho ý kiến; hãy ghi rõ lý do trả lời chậm rồi gửi lại.",
    "task.not_late": "Công việc này không quá hạn cho ý kiến nên không ghi lý do trả lời chậm; hãy bỏ mục đó.",
    "sign_in.wrong": "Tên đăng nhập hoặc mật khẩu không đúng; hãy nhập lại.",
    "sign_in.throttled": "Đã nhập sai nhiều lần; hãy thử lại sau {minutes} phút.",
    "lookup.wrong": "Mã hồ sơ hoặc bốn số cuối chưa đúng; hãy xem lại giấy tiếp nhận và hẹn trả kết quả.",
    "lookup.throttled": "Đã tra cứu sai nhiều lần; hãy thử lại sau {minutes} phút.",
    "demo.not_here": "Chức năng này chỉ có ở thành phố thử nghiệm.",
    "csrf.token": "Phiên làm việc của trang đã cũ; hãy tải lại trang rồi gửi lại, dữ liệu đã nhập vẫn còn.",
    "request.cut_off": "Yêu cầu bị ngắt giữa chừng; hãy gửi lại.",
    "csrf.origin": "Yêu cầu không đến từ trang của hệ thống nên không được thực hiện.",
    "list.cursor_unreadable": "Địa chỉ trang danh sách không đúng; hãy mở lại danh sách từ đầu.",
    "person.unknown": "Không có tài khoản «{account}»; hãy kiểm tra lại.",
    "dossier.unknown": "Không có hồ sơ mã {dossier}; hãy kiểm tra lại mã.",
    "dossier.moved_on": "Hồ sơ {dossier} đã thay đổi từ khi bạn mở; hãy tải lại trang rồi làm tiếp.",
    "form.invalid": "Biểu mẫu còn mục chưa đúng; hãy sửa các mục được nêu.",
    "form.none": "Công việc này không có biểu mẫu nên không nhận dữ liệu kèm theo.",
    "attachment.too_large": "Tệp lớn quá {megabytes} MB; hãy nén lại hoặc tách thành nhiều tệp rồi tải lên.",
    "attachment.wrong_kind": "Chỉ nhận tệp PDF, JPEG hoặc PNG; hãy chuyển tệp sang một trong các dạng này.",
    "attachment.unknown": "Không có tệp này hoặc bạn không được xem; hãy mở lại từ hồ sơ.",
    "message.reserved_names": "Thông tin «{message}» ghi vào mục do biểu mẫu quyết định ({names}); hãy bỏ các mục đó.",
    "decision.no_rule": "Bảng «{decision}» không có dòng nào khớp với hồ sơ; hãy sửa dữ liệu hoặc bổ sung bảng.",
    "decision.many_rules": "Bảng «{decision}» có nhiều dòng cùng khớp; hãy sửa bảng để chỉ một dòng khớp.",
    "decision.any_differs": "Các dòng cùng khớp của bảng «{decision}» cho kết quả khác nhau; hãy sửa bảng.",
    "decision.not_a_number": "Bảng «{decision}» tính trên kết quả không phải số; hãy sửa cột ra của bảng.",
    "decision.input_not_allowed": "«{input}» có giá trị mà bảng «{decision}» không nhận; hãy sửa dữ liệu.",
    "decision.output_not_allowed": "Bảng «{decision}» cho «{output}» giá trị không được phép; hãy sửa bảng.",
    "decision.result_unknown": "Bảng «{decision}» chưa tính được «{source}»; hãy bổ sung dữ liệu còn thiếu.",
    "decision.number_too_long": "Bảng «{decision}» cho số có quá nhiều chữ số; hãy làm tròn trong bảng.",
    "gateway.no_way": "Không điều kiện nào ở «{step}» đúng với dữ liệu; hãy sửa dữ liệu hoặc chọn hướng đi tiếp.",
    "expression.unknown": "Điều kiện «{source}» không xác định được vì thiếu dữ liệu; hãy bổ sung hoặc chọn hướng đi.",
    "expression.too_large": "Biểu thức ở «{step}» tính vượt mức cho phép; hãy rút gọn dữ liệu hoặc báo Văn phòng.",
    "condition.missing": "Bước «{step}» chưa ghi điều kiện; hãy chọn hướng đi tiếp và báo Văn phòng sửa quy trình.",
    "repeat.no_count": "Số lần lặp ở «{step}» không phải số nguyên ({count}); hãy sửa dữ liệu rồi làm lại.",
    "repeat.no_list": "Mục «{list}» để lặp ở «{step}» không phải danh sách; hãy sửa dữ liệu rồi làm lại.",
    "repeat.out_of_range": "Số lần lặp ở «{step}» là {count}, ngoài mức 0–{limit}; hãy sửa dữ liệu rồi làm lại.",
    "certify.differs": "Hai bộ máy cho kết quả khác nhau ở «{step}» nên chưa đi tiếp; hãy báo Văn phòng xem quy trình.",
    "net.endless": "Quy trình chạy vòng không dừng ở «{step}»; hãy báo Văn phòng sửa quy trình.",
    "run.endless": "Các bước tự động gọi nhau không dừng ở «{step}»; hãy báo Văn phòng sửa quy trình.",
    "call.not_found": "Chưa có quy trình con «{process}» mà «{step}» gọi; hãy đưa vào áp dụng rồi thử lại.",
    "call.too_deep": "Quy trình gọi nhau quá nhiều tầng ở «{step}»; hãy báo Văn phòng sửa quy trình.",
    "call.nothing": "Bước «{step}» chưa ghi gọi quy trình hay bảng nào; hãy báo Văn phòng sửa quy trình.",
    "people.no_seat": "Bước «{step}» chưa ghi vai trò thực hiện; hãy báo Văn phòng sửa quy trình.",
    "people.no_unit_chosen": "Đơn vị được chọn cho «{step}» ({unit}) không có; hãy sửa mã đơn vị trong dữ liệu.",
    "people.nobody_staffed": "Chưa ai giữ vai trò {role} tại đơn vị {unit} để làm «{step}»; hãy bổ nhiệm rồi thử lại.",
    "people.still_nobody": "Vẫn chưa ai giữ vai trò {role} tại đơn vị {unit}; hãy bổ nhiệm rồi thử lại.",
    "people.staffed": "Bước «{step}» đã có người giữ vai trò; không cần xử lý gì thêm.",
    "unit.none_in_charge": "Không đơn vị nào phụ trách lĩnh vực {field} ở cấp của bước; hãy cập nhật danh mục đơn vị.",
    "unit.ambiguous": "Có nhiều đơn vị cùng phụ trách lĩnh vực {field}; hãy cập nhật danh mục để chỉ còn một.",
    "unit.not_valid_on": "Đơn vị {unit} không còn vào ngày này; hãy cập nhật danh mục đơn vị rồi thử lại.",
    "unit.splits": "Đơn vị {unit} đã chia tách nên chưa rõ ai làm tiếp; hãy báo Văn phòng quyết định.",
    "delivery.failed": "Gửi qua {connector} ở bước «{step}» nhiều lần không được ({problem}); hãy xử lý rồi thử lại.",
    "delivery.no_recipient": "Chưa có nơi nhận để gửi ở bước «{step}»; hãy bổ sung dữ liệu rồi đi tiếp.",
    "timer.unreadable": "Mốc thời gian «{text}» ở «{step}» không đọc được; hãy sửa dữ liệu ghi mốc đó rồi thử lại.",
    "incident.unknown": "Không có vướng mắc này; hãy mở lại danh sách.",
    "incident.closed": "Vướng mắc này đã được xử lý; hãy mở hồ sơ {dossier} để xem bước hiện tại.",
    "incident.may_not_mend": "Chỉ lãnh đạo, quản trị của đơn vị tiếp nhận hoặc Văn phòng được xử lý vướng mắc này.",
    "incident.no_reason": "Hãy ghi lý do.",
    "incident.reason_too_long": "Lý do dài quá {limit} ký tự; hãy viết ngắn lại.",
    "incident.not_repeatable": "Việc gây vướng mắc này không làm lại được; hãy chọn cách xử lý khác.",
    "incident.still_stuck": "Vẫn chưa đi tiếp được: {because}.",
    "data.nothing_corrected": "Chưa có giá trị nào được sửa; hãy sửa ít nhất một mục.",
    "step.unknown_way": "Hướng được chọn không thuộc bước này; hãy chọn trong danh sách.",
    "step.one_way": "Hãy chọn một hướng đi tiếp.",
    "step.needs_results": "Hãy ghi đủ và chỉ ghi các kết quả của bảng: {names}.",
    "step.nothing_to_take": "Không có bước nào để làm thay ở đây; hãy thử lại, sửa dữ liệu hoặc dừng hồ sơ.",
    "unit.unknown": "Không có đơn vị mã {unit} vào ngày này; hãy kiểm tra lại mã đơn vị.",
    "message.not_awaited": "Hồ sơ hiện không chờ thông tin «{message}»; hãy kiểm tra bước hiện tại.",
    "message.no_key": "Bước «{element}» cần dữ liệu «{name}» để nhận ra thông điệp; hãy bổ sung dữ liệu đó.",
    "message.many_openings": "Có nhiều quy trình cùng bắt đầu bằng «{message}»; hãy chỉ để một quy trình áp dụng.",
    "message.unknown": "Không có thông điệp nào đang bị giữ với mã này; hãy tải lại danh sách.",
    "delivery.over": "Việc gửi này của hồ sơ {dossier} đã xong hoặc không còn cần nữa.",
    "element.not_open": "Bước «{element}» hiện không chờ xử lý; hãy kiểm tra bước hiện tại của hồ sơ.",
    "limit.unreadable": "Thời hạn «{text}» không đọc được; hãy ghi như P5D (ngày) hoặc PT4H (giờ làm việc).",
    "limit.out_of_range": "Thời hạn {amount} nằm ngoài mức cho phép; hãy ghi lại thời hạn.",
    "limit.not_working_time": "Thời hạn {amount} ngày không quy ra giờ làm việc được; hãy ghi theo ngày làm việc.",
    "ledger.paused": "Hồ sơ đang tạm dừng tính thời hạn nên chưa có ngày hẹn trả; hãy chờ bổ sung.",
    "ledger.unusable": "Các mốc tạm dừng của hồ sơ mâu thuẫn với nhau; hãy báo quản trị hệ thống.",
    "calendar.unusable": "Lịch làm việc còn mục chưa đúng; hãy sửa các mục được nêu.",
    "calendar.interval_unusable": "Giờ làm việc {opens}-{closes} chưa đúng; giờ mở phải trước giờ đóng.",
    "timer.not_due": "Mốc thời gian này chưa đến hoặc không còn hiệu lực.",
    "number.series_used_up": "Đơn vị {unit} đã dùng hết {largest} số hồ sơ của ngày {on}; hãy báo Văn phòng.",
    "batch.unknown": "Không có đợt chuyển đổi «{batch}»; hãy xem lại tên hoặc chạy «motcua migrate snapshot» trước.",
    "batch.other": "Đợt «{batch}» đã mở cho đơn vị {unit}, hệ thống «{system}»; hãy dùng tên khác.",
    "batch.not_read": "Bảng «{table}» của đợt «{batch}» chưa sao chép xong; hãy chạy lại «motcua migrate snapshot».",
    "batch.not_mapped": "Đợt «{batch}» chưa ánh xạ xong; hãy chạy «motcua migrate map» trước.",
    "batch.not_yours": "Bạn không có vai trò chuyển đổi dữ liệu tại đơn vị nào; hãy liên hệ người phụ trách.",
    "batch.not_loaded": "Đợt «{batch}» chưa nạp xong; hãy chạy «motcua migrate load» trước.",
    "batch.not_reconciled": "Đợt «{batch}» chưa đối soát xong; hãy chạy «motcua migrate reconcile» trước.",
    "merge.unknown": "Dòng {row} của bảng «{table}» không phải dòng đã gộp của đợt «{batch}»; hãy xem lại danh sách.",
    "exclusion.no_row": "Đợt «{batch}» không có dòng chờ nào vì «{rule}»; hãy xem «motcua migrate quarantine list».",
    "dossier.not_imported": "Hồ sơ {dossier} không do chuyển đổi mà có, hoặc không có mã này; hãy kiểm tra lại mã.",
    "field.not_imported": "Hồ sơ {dossier} không có mục «{field}» từ hệ thống cũ; hãy kiểm tra lại tên mục.",
    "idempotency.key_reused": "Khóa chống gửi trùng đã dùng cho một yêu cầu khác; hãy gửi với khóa mới.",
    "idempotency.key_in_use": "Một yêu cầu khác cùng khóa đang được xử lý; hãy thử lại.",
    "database.not_empty": "Cơ sở dữ liệu «{database}» đã có dữ liệu; hãy phục hồi vào một cơ sở dữ liệu trống.",
    "backup.failed": "Sao lưu hoặc khôi phục không xong ({program}: {words}); hãy xem lại tệp và thử lại.",
    "format.unknown": "Dữ liệu «{table}» do phiên bản motcua mới hơn ghi (dạng {format}); hãy dùng phiên bản đó.",
    "database.unreachable": "Chưa kết nối được cơ sở dữ liệu; hãy thử lại sau ít phút.",
    "database.busy": "Hệ thống đang bận; hãy thử lại.",
}


def sentence(error: EngineError) -> str:
    """Return the sentence for an error; one without its own names its code, so that nothing stays unexplained."""
    facts = {
        name: sentence(value).removesuffix(".") if isinstance(value, EngineError) else value
        for name, value in error.facts.items()
    }
    try:
        return _SENTENCES[error.code].format(**facts)
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


def headers(error: EngineError) -> dict[str, str]:
    """Return the headers that go with the status: when it is worth trying again."""
    return {"Retry-After": RETRY_AFTER_SECONDS} if isinstance(error, TryAgain) else {}


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
    if isinstance(value, EngineError):
        return {"code": value.code} | {name: _plain(each) for name, each in value.facts.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(each) for name, each in asdict(value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | dict) or value is None else str(value)
