"""What is not of the language is refused when it is compiled, with its place and a sentence for the designer."""

import re

import pytest

from engine.bpmn.expressions import UnreadableExpression, compile_expression
from engine.bpmn.expressions.functions import FUNCTIONS
from engine.bpmn.expressions.refusals import FUNCTIONS_ELSEWHERE, METHODS_ELSEWHERE
from engine.errors import Refused

# text, place counted from 0, code, and a part of the sentence
REFUSED = [
    ("", 0, "empty", "Chưa ghi điều kiện"),
    (" \n ", 0, "empty", "Chưa ghi điều kiện"),
    ("=", 1, "unfinished", "còn thiếu một giá trị"),
    ("${}", 2, "unfinished", "còn thiếu một tên"),
    ("${x == 1", 8, "unfinished", "thiếu dấu “}”"),
    ("x = ", 3, "unfinished", "dừng giữa chừng"),
    ("x = 1 and", 9, "unfinished", "còn thiếu một giá trị"),
    ("(x = 1", 6, "unfinished", "còn thiếu “)”"),
    ("[1, 2", 5, "unfinished", "còn thiếu “]”"),
    ("x in [1..", 9, "unfinished", "còn thiếu một giá trị"),
    ("if x then 1", 11, "unfinished", "còn thiếu “else”"),
    ("some x in xs", 12, "unfinished", "còn thiếu “satisfies”"),
    ("x between 1", 11, "unfinished", "còn thiếu “and”"),
    ("x = 1)", 5, "unexpected", "gặp “)”"),
    ("1 2", 2, "unexpected", "cần hết biểu thức"),
    ("so tien > 1", 3, "unexpected", "tên không được chứa dấu cách"),
    ("x = y = z", 6, "unexpected", "gặp “=”"),
    ("x < 1 < 2", 6, "unexpected", "gặp “<”"),
    ("1 + * 2", 4, "unexpected", "gặp “*”"),
    ("1 + * sum(2)", 4, "unexpected", "gặp “*”"),
    ("and", 0, "unexpected", "cần một giá trị"),
    ("x.1", 1, "unexpected", "gặp “.1”"),
    ("x.", 2, "unfinished", "tên một thuộc tính"),
    ("some if in xs satisfies true", 5, "unexpected", "cần một tên"),
    ("xs[0]", 3, "unexpected", "đếm từ 1"),
    ("xs[1.5]", 3, "unexpected", "đếm từ 1"),
    ("xs[x > 1]", 3, "unexpected", "đếm từ 1"),
    ("not x", 4, "unexpected", "cần “(”"),
    ("for x in xs return x", 0, "unexpected", "không dùng “for”"),
    ("x = 1 và y = 2", 6, "unexpected", "“and” thay cho “và”"),
    ("x = 1 AND y = 2", 6, "unexpected", "“and” bằng chữ thường thay cho “AND”"),
    ("x.equals(y)", 2, "unknown_function", "không gọi được “.equals(…)” theo FEEL"),
    ("x instance of number", 2, "unexpected", "không dùng “instance of”"),
    # The other form's signs: the sentence says what to write instead.
    ("x == 1", 2, "unexpected", "“=” thay cho “==”"),
    ("x && y", 2, "unexpected", "“and” thay cho “&&”"),
    ("x || y", 2, "unexpected", "“or” thay cho “||”"),
    ("!x", 0, "unexpected", "“not(…)” thay cho “!”"),
    ("x = 'dat'", 4, "unexpected", "dấu nháy kép"),
    ("${x = 1}", 4, "unexpected", "“==” thay cho “=”"),
    ("${x == 1} ${y}", 8, "bad_character", "“}”"),
    ("${x == 1 ? 2}", 12, "unfinished", "còn thiếu “:”"),
    ("${x[-1]}", 4, "unexpected", "đếm từ 0"),
    ("${x['a b']}", 4, "unexpected", "tên một thuộc tính"),
    # A mark that melts into no letter cannot stand in a name.
    ("${x['q\u0301']}", 4, "unexpected", "tên một thuộc tính"),
    ("${x in [1]}", 4, "unexpected", "tên không được chứa dấu cách"),
    ("x % 2", 2, "bad_character", "“%”"),
    ("x; y", 1, "bad_character", "“;”"),
    ("{a: 1}", 0, "bad_character", "“{”"),
    ('@"2018-02-30"', 0, "bad_arguments", "không đọc được “2018-02-30” là ngày, giờ"),
    ("@x", 0, "unexpected", "cần một giá trị nhưng gặp “@”"),
    ("x ≥ 2", 2, "bad_character", "“>=” thay cho “≥”"),
    ("x & y", 2, "bad_character", "“and” thay cho “&”"),
    ("xs[item]xs", 8, "unexpected", "hết biểu thức"),
    ("xs[", 2, "unexpected", "gặp “[”"),
    ("xs[ho_so.so > 1]", 3, "unexpected", "điều kiện có “item”"),
    ("x = “dat”", 4, "bad_character", "dấu nháy thẳng"),
    ('x = "dat', 4, "open_string", "chưa đóng"),
    ("${x == 'dat}", 7, "open_string", "chưa đóng"),
    (r'"a\q"', 2, "bad_escape", r"\q"),
    (r'"\uD83D"', 1, "bad_escape", r"\uD83D"),
    (r'"\U110000"', 1, "bad_escape", r"\U110000"),
    # Functions.
    ("tong(1)", 0, "unknown_function", "không có hàm “tong”"),
    ("round(1.5)", 0, "unknown_function", "hãy dùng “round half up"),
    ("1 + day of week(x)", 4, "unknown_function", "hãy dùng “ngay.weekday”"),
    ("get value(x)", 0, "unknown_function", "hãy viết “ngu_canh.ten_truong”"),
    ("1 + eval(x)", 4, "unknown_function", "không có hàm “eval”"),
    ("${fn(x)}", 2, "unknown_function", "không có hàm “fn”"),
    ("${x.getClass()}", 4, "unknown_function", "“.getClass(…)”"),
    ("${execution.getVariable('x')}", 12, "unknown_function", "hãy viết thẳng tên biến"),
    ("${x.contains()}", 4, "unknown_function", "“.contains(…)”"),
    ("${x.length(1)}", 4, "unknown_function", "“.length(…)”"),
    ("count()", 0, "bad_arguments", "cần 1 giá trị trong ngoặc nhưng có 0"),
    ("today(1)", 0, "bad_arguments", "cần 0 giá trị"),
    ("floor(1, 2, 3)", 0, "bad_arguments", "cần từ 1 đến 2 giá trị"),
    ("x and string length()", 6, "bad_arguments", "hàm “string length”"),
    ("is defined(1 + 1)", 0, "bad_arguments", "cần tên một biến"),
    ('date("2018-02-30")', 0, "bad_arguments", "không đọc được “2018-02-30”"),
    ('duration("P1M1D")', 0, "bad_arguments", "không đọc được “P1M1D”"),
    ('time("8:00")', 0, "bad_arguments", "không đọc được “8:00”"),
    ('duration("3 ngày")', 0, "bad_arguments", "không đọc được “3 ngày”"),
    ('number("1,5")', 0, "bad_arguments", "không đọc được “1,5”"),
]


@pytest.mark.parametrize(("text", "position", "code", "part"), REFUSED)
def test_a_fault_is_told_with_its_place_and_a_sentence(
    text: str, position: int, code: str, part: str
) -> None:
    with pytest.raises(UnreadableExpression) as refused:
        compile_expression(text)

    problem = refused.value
    assert (problem.code, problem.position) == (f"expression.{code}", position)
    assert part in problem.sentence
    assert problem.sentence.endswith(".")


@pytest.mark.parametrize("text", ["x == 1", "1 + eval(x)", 'a and\n"'])
def test_a_sentence_counts_characters_from_one(text: str) -> None:
    with pytest.raises(UnreadableExpression) as refused:
        compile_expression(text)

    assert refused.value.sentence.startswith(f"Ký tự thứ {refused.value.position + 1}: ")


@pytest.mark.parametrize("name", FUNCTIONS_ELSEWHERE)
def test_a_function_of_another_dialect_is_answered_with_what_to_write(name: str) -> None:
    with pytest.raises(UnreadableExpression) as refused:
        compile_expression(f"x = {name}(y)")

    assert refused.value.sentence == f"Ký tự thứ 5: không có hàm “{name}”; {FUNCTIONS_ELSEWHERE[name]}."


@pytest.mark.parametrize("name", METHODS_ELSEWHERE)
def test_a_method_of_another_engine_is_answered_with_what_to_write(name: str) -> None:
    with pytest.raises(UnreadableExpression) as refused:
        compile_expression(f"${{x.{name}('y')}}")

    assert refused.value.sentence == f"Ký tự thứ 5: không gọi được “.{name}(…)”; {METHODS_ELSEWHERE[name]}."


def test_no_advice_names_a_function_that_is_not_there() -> None:
    advised = " ".join([*FUNCTIONS_ELSEWHERE.values(), *METHODS_ELSEWHERE.values()])

    assert set(re.findall(r"([a-z]+(?: [a-z]+)*)\(", advised)) <= set(FUNCTIONS)
    assert not set(FUNCTIONS_ELSEWHERE) & set(FUNCTIONS)


def test_a_fault_is_the_callers_to_mend_and_a_wrong_value() -> None:
    with pytest.raises(Refused):
        compile_expression("1 +")
    with pytest.raises(ValueError, match=r"expression\.unfinished"):
        compile_expression("1 +")
