"""The Vietnamese words of a mapping's sheet: headings of its columns and the operators in its drop-downs."""

HEADINGS = (
    "Trường",
    "Ý nghĩa",
    "Lấy từ cột",
    "Cách đọc",
    "Bảng tra",
    "Kiểu",
    "Bắt buộc",
    "Khi sai",
    "Viết thêm",
)
FIELDS_SHEET = "Các trường"
OTHERS_SHEET = "Phần khác"
HELP_SHEET = "Hướng dẫn"

YES, NO = "có", "không"
ON_ERROR = {"quarantine": "để riêng chờ xem", "flag": "nhập và đánh dấu"}

OPERATORS = {
    "trim": "bỏ khoảng trắng hai đầu",
    "collapse_space": "gộp khoảng trắng",
    "date": "ngày",
    "number": "số có phần lẻ",
    "integer": "số nguyên",
    "money": "số tiền",
    "boolean": "có hay không",
    "period": "tháng",
    "identity": "số giấy tờ",
    "code": "mã số",
    "text": "chữ",
    "coalesce": "cột đầu tiên có chữ",
    "concat": "nối các cột",
}
TYPES = {
    "text": "chữ",
    "code": "mã",
    "identity": "số giấy tờ",
    "date": "ngày",
    "datetime": "ngày giờ",
    "integer": "số nguyên",
    "decimal": "số lẻ",
    "money": "số tiền",
    "boolean": "có hay không",
    "period": "tháng",
}
HELP = (
    "Mỗi dòng ở trang “Các trường” là một trường của hồ sơ.",
    "“Lấy từ cột”: tên cột trong sổ cũ; nhiều cột thì mỗi cột một dòng trong ô.",
    "“Cách đọc”: chọn trong danh sách; nhiều thao tác thì mỗi thao tác một dòng trong ô, làm từ trên xuống.",
    "“Bảng tra”: tên bảng đổi chữ của sổ thành trạng thái chung, ví dụ status/register.",
    "Trang “Bảng tra”: mỗi dòng một chữ viết trong sổ; chọn nghĩa ở cột “Nghĩa”. Để trống thì dòng ấy chờ xem lại.",
    "“Viết thêm” và trang “Phần khác”: phần dành cho kỹ thuật viên, để nguyên nếu không chắc.",
    "Xóa một dòng nghĩa là không lấy trường ấy.",
)
