"""One form with a field of every kind, for the tests that draw, send and read forms."""

from collections.abc import Iterator
from typing import Any

from forms.box import Box
from forms.pairs import Pair


def _text(title: str, **keywords: Any) -> dict[str, Any]:
    return {"type": "string", "title": title, **keywords}


_KINDS = [{"const": "ca_nhan", "title": "Cá nhân"}, {"const": "to_chuc", "title": "Tổ chức"}]

EVERY_FIELD: dict[str, Any] = {
    "type": "object",
    "title": "Tờ khai có mọi loại mục",
    "required": ["ho_ten", "so_dinh_danh", "loai", "cam_ket"],
    "properties": {
        "ho_ten": _text("Họ và tên", minLength=2, **{"x-group": "Người nộp hồ sơ"}),
        "so_dinh_danh": _text("Số định danh", format="identity_no", **{"x-group": "Người nộp hồ sơ"}),
        "ngay_sinh": _text("Ngày sinh", format="date", **{"x-group": "Người nộp hồ sơ"}),
        "gioi_tinh": _text("Giới tính", enum=["Nam", "Nữ"], **{"x-group": "Người nộp hồ sơ"}),
        "dia_chi": _text("Địa chỉ", **{"x-group": "Người nộp hồ sơ"}),
        "gio_hen": _text("Giờ hẹn làm việc", format="time"),
        "luc_nhan": _text("Thời điểm nhận", format="date-time"),
        "dien_thoai": _text("Số điện thoại", format="phone_vn"),
        "ghi_chu": _text("Ghi chú thêm", **{"x-widget": "textarea", "x-help": "Ghi ngắn gọn."}),
        "bien_so": _text("Biển số xe", pattern="^[0-9]{2}[A-Z]-[0-9]{4,5}$", examples=["29A-12345"]),
        "le_phi": {"type": "integer", "title": "Lệ phí (đồng)", "x-money": True, "minimum": 0},
        "nam_xay": {"type": "integer", "title": "Năm xây dựng", "maximum": 2100},
        "dien_tich": {"type": "number", "title": "Diện tích (m2)", "exclusiveMinimum": 0},
        "tong_tien": _text("Tổng số tiền", format="money_vnd"),
        "cap_nha": {"type": "integer", "title": "Cấp nhà", "enum": [1, 2, 3, 4]},
        "hinh_thuc": _text("Hình thức nhận", enum=["Trực tiếp", "Bưu điện"], **{"x-widget": "radio"}),
        "co_tang_ham": {"type": "boolean", "title": "Có tầng hầm"},
        "dong_y": {"type": "boolean", "title": "Đồng ý nhận tin nhắn", "x-widget": "radio"},
        "xa": _text("Xã, phường, thị trấn", **{"x-source": "units"}),
        "ban_ve": _text("Bản vẽ thiết kế", format="attachment"),
        "giay_to": {
            "type": "array",
            "title": "Giấy tờ kèm theo",
            "items": _text("Giấy tờ", enum=["Bản sao", "Bản chính", "Trích lục"]),
            "x-widget": "checkboxes",
        },
        "so_lien_he": {"type": "array", "title": "Số liên hệ khác", "items": _text("Số", format="phone_vn")},
        "thanh_vien": {
            "type": "array",
            "title": "Thành viên hộ",
            "maxItems": 4,
            "items": {
                "type": "object",
                "required": ["ten"],
                "properties": {
                    "ten": _text("Họ và tên thành viên"),
                    "ngay_sinh": _text("Ngày sinh thành viên", format="date"),
                    "con_song": {"type": "boolean", "title": "Còn sống", "const": True},
                },
            },
        },
        "noi_o": {
            "type": "object",
            "title": "Nơi ở hiện nay",
            "properties": {"so_nha": _text("Số nhà"), "pho": _text("Phố, thôn")},
        },
        "loai": _text("Loại người nộp", oneOf=_KINDS, **{"x-widget": "radio"}),
        "ma_truoc": _text("Mã hồ sơ trước", **{"x-readonly": True}),
        "cam_ket": {"type": "boolean", "title": "Tôi cam kết khai đúng", "const": True},
    },
    "oneOf": [
        {
            "title": "Cá nhân",
            "properties": {"loai": {"const": "ca_nhan"}, "nghe": _text("Nghề nghiệp")},
        },
        {
            "title": "Tổ chức",
            "properties": {
                "loai": {"const": "to_chuc"},
                "ma_so_thue": _text("Mã số thuế", format="tax_code"),
                "dai_dien": {
                    "type": "object",
                    "title": "Người đại diện",
                    "properties": {"ten": _text("Tên người đại diện")},
                },
            },
            "required": ["ma_so_thue"],
        },
    ],
}

COMPLETE: dict[str, Any] = {
    "ho_ten": "Nguyễn Văn An",
    "so_dinh_danh": "001087123456",
    "co_tang_ham": False,
    "loai": "ca_nhan",
    "cam_ket": True,
}
"""The least that the form takes in, as it is stored."""


def sent(box: Box) -> Iterator[Pair]:
    """What a browser sends of drawn boxes as they stand, touched by nobody."""
    yield from box.hidden
    if box.kind in ("section", "rows"):
        for inside in box.inside:
            if box.kind == "rows":
                yield inside.name, ""
            yield from sent(inside)
    elif box.kind in ("radio", "select", "checkboxes"):
        yield from ((box.name, choice.value) for choice in box.choices if choice.is_chosen)
    elif box.kind in ("checkbox", "declaration"):
        if box.kind == "checkbox":
            yield box.name, "false"
        if box.text == "true":
            yield box.name, "true"
    elif box.kind != "shown":
        yield box.name, box.text
