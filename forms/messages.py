"""Every sentence said about a form, by code: first to the person who fills it in, then to its designer."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from forms.formats import FORMATS

# To the person who fills the form in. {title} is the field's title, with its row in a table.
_FILLING: Final = {
    "required": "Cần {act} {title}.",
    "required_with": "Cần nhập {title} khi đã nhập {other}.",
    "not_committed": "Cần đánh dấu xác nhận nội dung: {title}.",
    "unknown_field": "Biểu mẫu không có mục “{title}”; xin bỏ mục này.",
    "not_for_this_choice": "{title} không dùng cho lựa chọn ở mục {other}; xin để trống mục này.",
    "read_only": "{title} chỉ để xem; xin không gửi kèm mục này.",
    "wrong_type": "{title} phải {kind}.",
    "control_character": "{title} có ký tự điều khiển không hiện ra được; xin xóa và nhập lại.",
    "not_a_choice": "{title} phải chọn một trong các giá trị: {choices}.",
    "too_short": "{title} phải có ít nhất {limit} ký tự.",
    "too_long": "{title} chỉ được dài tối đa {limit} ký tự.",
    "not_the_pattern": "{title} ghi chưa đúng mẫu; xin ghi như ví dụ: {example}.",
    "too_small": "{title} phải từ {limit} trở lên.",
    "too_large": "{title} chỉ được tối đa {limit}.",
    "not_above": "{title} phải lớn hơn {limit}.",
    "not_below": "{title} phải nhỏ hơn {limit}.",
    "not_a_multiple": "{title} phải chia hết cho {limit}.",
    "too_few": "{title} phải có ít nhất {limit} dòng.",
    "too_many": "{title} chỉ được có tối đa {limit} dòng.",
    "repeated": "{title} trùng với một dòng ở trên; xin bỏ bớt một dòng.",
}

# To the designer of the form. {name} is the keyword or the field spoken of.
_DESIGNING: Final = {
    "schema_not_object": "Biểu mẫu phải là một lược đồ JSON Schema 2020-12 có type là object.",
    "unknown_dialect": "$schema chỉ được là {dialect}; xin sửa hoặc bỏ đi.",
    "unknown_keyword": "Từ khóa “{name}” không dùng được trong biểu mẫu; xin bỏ đi.",
    "misplaced_keyword": "Từ khóa “{name}” không dùng cho kiểu {kind}; xin bỏ đi.",
    "wrong_keyword_value": "Giá trị của “{name}” phải là {expected}.",
    "type_missing": "Cần ghi type là một trong: string, integer, number, boolean, object, array.",
    "title_missing": "Cần ghi title bằng tiếng Việt.",
    "title_not_vietnamese": "title phải ghi bằng tiếng Việt có dấu.",
    "name_not_plain": "Tên mục “{name}” chỉ gồm chữ thường không dấu, chữ số, gạch dưới và bắt đầu bằng chữ.",
    "nothing_inside": "Cần ghi “{name}”.",
    "undeclared_name": "“{name}” không có trong properties; xin khai báo hoặc bỏ đi.",
    "read_only_required": "Mục “{name}” chỉ để xem nên không thể bắt buộc nhập; xin bỏ một trong hai.",
    "limits_crossed": "“{name}” đang nhỏ hơn giới hạn dưới; xin sửa lại.",
    "enum_and_one_of": "Chỉ dùng một trong hai: enum hoặc oneOf.",
    "choice_unreadable": "Mỗi lựa chọn trong oneOf chỉ gồm const đúng kiểu và title (description nếu cần).",
    "choice_repeated": "Các lựa chọn đang trùng nhau; xin bỏ bớt.",
    "choice_of_wrong_type": "Các lựa chọn phải cùng kiểu {kind} với mục.",
    "additional_beside_one_of": "Không ghi additionalProperties cạnh oneOf; mục lạ luôn bị từ chối.",
    "branch_unreadable": "Mỗi nhánh của oneOf chỉ gồm title, properties, required (description nếu cần).",
    "no_discriminator": (
        "oneOf phải phân nhánh theo đúng một mục bắt buộc của biểu mẫu: "
        "mỗi nhánh ghi const của mục ấy, không trùng nhau."
    ),
    "branches_differ_from_choices": "Các nhánh của oneOf phải khớp từng giá trị của mục “{name}”.",
    "field_repeated": "Mục “{name}” đã khai báo bên ngoài oneOf; xin chỉ khai báo một nơi.",
    "type_differs": "Mục “{name}” có kiểu khác nhau giữa các nhánh; xin ghi cùng một kiểu.",
    "bad_ref": "$ref chỉ trỏ tới một mục có trong $defs, dạng #/$defs/ten_muc.",
    "beside_ref": "Cạnh $ref chỉ được ghi title, description, default, examples và các gợi ý x-.",
    "unused_def": "Không mục nào dùng “{name}” trong $defs; xin bỏ đi.",
    "too_deep": "Biểu mẫu lồng quá {limit} cấp; xin tách bớt.",
    "too_many_fields": "Biểu mẫu có quá {limit} mục; xin tách thành nhiều biểu mẫu.",
    "pattern_not_anchored": "pattern phải bắt đầu bằng ^ và kết thúc bằng $.",
    "pattern_not_allowed": (
        "pattern chỉ gồm ký tự ASCII, nhóm ký tự như [0-9A-Z], ngoặc tròn và số lần lặp; "
        "không dùng \\d, \\w, \\s, nhìn trước sau hay tham chiếu ngược."
    ),
    "pattern_too_costly": "pattern lặp chồng nhau có thể chạy rất lâu; xin ghi số lần lặp {{m,n}} hoặc maxLength.",
    "pattern_unexplained": "Cạnh pattern cần có examples để người nhập biết cách ghi.",
    "unknown_format": "format “{name}” không có; xin dùng một trong: {known}.",
    "widget_misfit": "x-widget “{name}” không dùng cho kiểu {kind}.",
    "default_commitment": "Lời cam kết không được đánh dấu sẵn; xin bỏ default.",
    "default_invalid": "default không hợp lệ với chính mục này: {why}.",
    "example_invalid": "examples có giá trị không hợp lệ với chính mục này: {why}.",
}

_FORMATS: Final = {known.code: f"{{title}} {known.says}." for known in FORMATS.values()}

SENTENCES: Mapping[str, str] = MappingProxyType(_FILLING | _FORMATS | _DESIGNING)

# Completes "<title> phải ...".
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "string": "ghi bằng chữ",
        "integer": "là số nguyên",
        "number": "là một số",
        "boolean": "là có hoặc không",
        "object": "là một nhóm mục",
        "array": "là một danh sách",
    }
)
