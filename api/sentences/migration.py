"""Legacy batches."""

SENTENCES = {
    "batch.unknown": "Không có đợt chuyển đổi «{batch}»; hãy xem lại tên hoặc chạy «motcua migrate snapshot» trước.",
    "batch.other": "Đợt «{batch}» đã mở cho đơn vị {unit}, hệ thống «{system}»; hãy dùng tên khác.",
    "batch.not_read": "Bảng «{table}» của đợt «{batch}» chưa sao chép xong; hãy chạy lại «motcua migrate snapshot».",
    "batch.not_mapped": "Đợt «{batch}» chưa ánh xạ xong; hãy chạy «motcua migrate map» trước.",
    "batch.not_yours": "Bạn không có vai trò chuyển đổi dữ liệu tại đơn vị nào; hãy liên hệ người phụ trách.",
    "batch.not_loaded": "Đợt «{batch}» chưa nạp xong; hãy chạy «motcua migrate load» trước.",
    "batch.not_reconciled": "Đợt «{batch}» chưa đối soát xong; hãy chạy «motcua migrate reconcile» trước.",
    "merge.unknown": "Dòng {row} của bảng «{table}» không phải dòng đã gộp của đợt «{batch}»; hãy xem lại danh sách.",
    "exclusion.no_row": "Đợt «{batch}» không có dòng chờ nào vì «{rule}»; hãy xem «motcua migrate quarantine list».",
    "mapping.other_key": "Ánh xạ mới cho khóa khác với hồ sơ đã nạp (số cũ {number}); hãy giữ nguyên mục key như bản "
    "ánh xạ trước, hoặc mở đợt mới.",
    "patch.no_row": "Đợt «{batch}» không có dòng {row} của bảng «{table}»; hãy xem lại bằng «motcua migrate explain».",
    "patch.no_column": "Bảng «{table}» không có cột «{name}», cũng không có mục nào tên ấy lấy từ đúng một cột; "
    "các cột: {columns}.",
    "patch.unreadable": "Dòng {row} của bảng «{table}» đã nạp; không nhận được giá trị mới ({why}).",
    "patch.other_key": "Dòng {row} của bảng «{table}» đã nạp theo khóa cũ; không đổi khóa bằng bản sửa. "
    "Hãy sửa ở sổ cũ rồi mở đợt mới cho riêng các dòng ấy.",
    "patch.other_unit": "Dòng {row} của bảng «{table}» đã nạp về một đơn vị; không chuyển sang đơn vị khác bằng bản "
    "sửa. Hãy chuyển hồ sơ ở hệ thống mới, có người ký.",
    "patch.step_taken": "Bước xử lý ở dòng {row} của bảng «{table}» đã vào nhật ký hồ sơ, không sửa được; hãy ghi "
    "ý kiến đính chính vào mục ghi chú của hồ sơ.",
    "patch.no_due": "Hồ sơ ở dòng {row} của bảng «{table}» đã có ngày hẹn trả; không bỏ trống được. Hãy ghi ngày "
    "hẹn đúng đã báo cho công dân.",
    "patch.at_work": "Hồ sơ {dossier} đang được giải quyết ở hệ thống mới; hãy sửa ngay trên hồ sơ, không sửa dòng cũ.",
    "orphan.unknown": "Đợt «{batch}» không có tệp không rõ chủ nào tên «{path}»; hãy xem «motcua migrate attachments "
    "{batch} --orphans».",
    "orphan.decided": "Tệp «{path}» đã có quyết định của {by}; quyết định đầu tiên được giữ.",
    "orphan.nobody_says": "Chưa ghi người quyết định hoặc căn cứ; quyết định về tệp phải có người chịu trách nhiệm.",
    "orphan.not_held": "Tệp «{path}» chưa có trong khu chờ; hãy chạy «motcua migrate attachments … --hold-from … "
    "--holding …» trước.",
    "orphan.which_dossier": "«{dossier}» chỉ đúng {count} hồ sơ, cần đúng một; hãy ghi mã hồ sơ mới.",
    "field.not_imported": "Hồ sơ {dossier} không có mục «{field}» từ hệ thống cũ; hãy kiểm tra lại tên mục.",
}
