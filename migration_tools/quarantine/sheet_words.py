"""The words of the workbook that goes to the unit."""

LIST_SHEET, COLUMNS_SHEET, HELP_SHEET = "Cần sửa", "_cột", "Hướng dẫn"

KEY, SEAL = "khóa", "dấu"
COLUMN, RIGHT, BY, BASIS = "Cột cần sửa", "Giá trị đúng", "Người sửa", "Căn cứ"
HEADINGS = (
    "Đợt chuyển đổi",
    "Tệp",
    "Trang/bảng",
    "Dòng",
    "Mục",
    "Đang ghi",
    "Sai ở đâu, đề nghị làm gì",
    COLUMN,
    RIGHT,
    BY,
    BASIS,
    "Cả dòng như trong sổ",
    "Mã lỗi",
    KEY,
    SEAL,
)
WIDTHS = (16, 18, 14, 7, 18, 24, 52, 18, 24, 20, 26, 60, 22, 2, 2)

EMPTY = "(trống)"
"""What a person writes to say that nothing belongs there."""

HELP = (
    "Mỗi dòng ở trang «Cần sửa» là một chỗ trong sổ cũ mà phần mềm không tự quyết được.",
    "1. Đọc cột «Sai ở đâu, đề nghị làm gì», tra sổ giấy hoặc hồ sơ giấy.",
    "2. Ghi «Giá trị đúng» (ngày ghi như 05/11/2018). Nếu đúng là không có gì, ghi (trống).",
    "3. Ghi «Người sửa» và «Căn cứ» (số trang sổ, số công văn, biên bản…). Thiếu một trong hai thì không nhận.",
    "4. Nếu «Cột cần sửa» còn để chọn, chọn cột của sổ cần ghi lại.",
    "5. Lưu tệp và gửi lại kỹ thuật viên. Dòng để trống «Giá trị đúng» được giữ nguyên, hỏi lại lần sau.",
    "Các ô khác được khóa. Dữ liệu gốc không bao giờ bị sửa: chỗ sửa được ghi thêm bên cạnh, kèm người sửa và căn cứ.",
    "Dòng của quá trình xử lý thuộc hồ sơ đang chờ sẽ tự được nhập khi hồ sơ ấy được sửa.",
    "Muốn bỏ hẳn một loại dòng (ví dụ dòng thử): người có thẩm quyền duyệt bằng văn bản, kỹ thuật viên ghi nhận.",
)
