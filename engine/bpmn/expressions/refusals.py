"""What designers write from other dialects and programs, and the sentence that says what to write instead."""

from collections.abc import Mapping

_BY_HAND = "hãy tính sẵn giá trị này trong biểu mẫu rồi dùng tên trường"
_ONE_FIELD = "lấy một trường của mọi phần tử bằng “danh_sach.truong”, lọc bằng “danh_sach[item > 1]”"
_NAME_ONLY = "hãy viết thẳng tên biến"

WORDS: Mapping[str, str] = {
    "và": "hãy viết “and” thay cho “và”",
    "hoặc": "hãy viết “or” thay cho “hoặc”",
    "for": f"không dùng “for”; {_ONE_FIELD}",
    "instance": "không dùng “instance of”; kiểu của mỗi trường đã do biểu mẫu quy định",
    "function": f"không tự đặt hàm trong biểu thức; {_BY_HAND}",
}
"""Words of other languages, or of FEEL but left out -> what to write instead."""

FUNCTIONS_ELSEWHERE: Mapping[str, str] = {
    "round": "hãy dùng “round half up(số, số chữ số lẻ)”",
    "round up": "hãy dùng “ceiling(số, số chữ số lẻ)”",
    "round down": "hãy dùng “floor(số, số chữ số lẻ)”",
    "length": "hãy dùng “string length(chuỗi)” hoặc “count(danh sách)”",
    "size": "hãy dùng “count(danh sách)”",
    "upper": "hãy dùng “upper case(chuỗi)”",
    "lower": "hãy dùng “lower case(chuỗi)”",
    "average": "hãy dùng “mean(danh sách)”",
    "avg": "hãy dùng “mean(danh sách)”",
    "dateTime": 'hãy dùng “now()” hoặc “date and time("2018-11-09T08:00:00")”',
    "exists": "hãy dùng “is defined(tên biến)”",
    "matches": "hãy dùng “starts with”, “ends with” hoặc “contains”",
    "replace": _BY_HAND,
    "split": _BY_HAND,
    "string join": _BY_HAND,
    "sort": f"thứ tự không đổi kết quả; dùng “min” hoặc “max”, hoặc {_BY_HAND}",
    "flatten": "hãy dùng “concatenate(danh sách, danh sách)”",
    "union": "hãy dùng “distinct values(concatenate(danh sách, danh sách))”",
    "day of week": "hãy dùng “ngay.weekday”, thứ hai là 1",
    "month of year": "hãy dùng “ngay.month”",
    "get value": "hãy viết “ngu_canh.ten_truong”",
}
"""Functions of DMN, Camunda and spreadsheets that are not ours -> what to write."""

METHODS_ELSEWHERE: Mapping[str, str] = {
    "getVariable": _NAME_ONLY,
    "getVariableLocal": _NAME_ONLY,
    "hasVariable": "hãy dùng “!empty ten_bien”",
    "get": "hãy viết “x.ten_truong” hoặc “x[0]”",
    "equalsIgnoreCase": "hãy dùng FEEL: “lower case(a) = lower case(b)”",
    "toLowerCase": "hãy dùng FEEL: “lower case(a)”",
    "toUpperCase": "hãy dùng FEEL: “upper case(a)”",
    "toString": "hãy dùng FEEL: “string(a)”",
    "substring": "hãy dùng FEEL: “substring(a, 1, 2)”, đếm từ 1",
    "matches": "hãy dùng “startsWith”, “endsWith” hoặc “contains”",
    "intValue": "bỏ đi, số ở đây vốn là số chính xác",
    "doubleValue": "bỏ đi, số ở đây vốn là số chính xác",
    "longValue": "bỏ đi, số ở đây vốn là số chính xác",
    "compareTo": "hãy so sánh bằng “==”, “<”, “>”",
}
"""Methods of Java values and of the engines' own beans -> what to write in `${…}`."""
