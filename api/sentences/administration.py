"""Lists that administrators keep."""

SENTENCES = {
    "person.known": "Đã có tài khoản «{account}»; hãy dùng tên khác hoặc thêm vai trò trên trang quản trị.",
    "city.not_empty": "Cơ sở dữ liệu đã có đơn vị; việc này chỉ làm với cơ sở dữ liệu trống.",
    "directory.unknown": "Không có danh mục này; hãy mở lại trang quản trị.",
    "directory.not_yours": "Chỉ quản trị của đơn vị được mở danh mục này; danh mục chung do quản trị Thành phố giữ.",
    "directory.no_basis": "Hãy ghi căn cứ của thay đổi, không quá {most} ký tự.",
    "directory.too_many": "Mỗi lần chỉ nhận không quá {most} dòng; hãy tách thành nhiều tệp.",
    "directory.nothing": "Không có thay đổi nào để ghi; hãy tải tệp lên lại.",
    "directory.changed_meanwhile": "Dòng «{entry}» vừa được người khác thay đổi; hãy mở lại rồi làm lại.",
    "directory.entry_unknown": "Không có dòng «{entry}» trong phạm vi đồng chí quản trị; hãy mở lại danh mục.",
    "directory.faults": "Danh mục còn dòng chưa đúng nên chưa ghi gì; hãy sửa các dòng được nêu.",
    "directory.no_sheet": "Chưa chọn tệp; hãy chọn một tệp .xlsx rồi tải lên.",
    "directory.sheet_too_large": "Tệp lớn quá {megabytes} MB; hãy bỏ bớt trang hoặc hình rồi tải lên lại.",
    "directory.sheet_unreadable": "Không mở được tệp; hãy lưu lại dạng .xlsx rồi tải lên.",
    "directory.sheet_headings": "Tệp thiếu cột {missing}; hãy dùng đúng tiêu đề cột của tệp tải về.",
}
