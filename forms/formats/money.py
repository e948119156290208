"""Money as a decimal text, for amounts that a float would bend."""

from forms.formats.kind import Format, matches

FORMATS = {
    "money_vnd": Format(
        "not_money",
        matches(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,2})?"),
        "phải là số tiền bằng đồng, chỉ ghi chữ số, ví dụ 150000",
    ),
}
