"""Cuts a text into tokens. One token set serves both forms; each parser takes only the signs of its own."""

import re
from typing import NamedTuple

from engine.bpmn.expressions.errors import UnreadableExpression

NAME = re.compile(r"[^\W\d]\w*")
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
    | (?P<name>{NAME.pattern})
    | (?P<string>"(?:[^"\\]|\\.)*")
    | (?P<quoted>'(?:[^'\\]|\\.)*')
    | (?P<sign>\*\*|\.\.|<=|>=|!=|==|&&|\|\||[()\[\],.+\-*/<>=!?:@])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_ELSEWHERE = {
    "%": "không dùng dấu “%”; hãy viết “modulo(a, b)” theo FEEL",
    "{": "không ghép bản ghi bằng dấu “{”; hãy đọc trường có sẵn như “ho_so.loai”",
    "&": "hãy viết “and” thay cho “&”",
    "|": "hãy viết “or” thay cho “|”",
    "≤": "hãy viết “<=” thay cho “≤”",
    "≥": "hãy viết “>=” thay cho “≥”",
    "≠": "hãy viết “!=” thay cho “≠”",
}
"""Characters that people write -> what to write instead."""


class Token(NamedTuple):
    """One word of a text. `kind`: number, name, string (in ""), quoted (in ''), sign or end; `at` counts from 0."""

    kind: str
    text: str
    at: int


def cut(source: str, start: int, end: int) -> list[Token]:
    """Return the tokens of `source[start:end]`, closed by a token of kind `end`; strings come without escapes."""
    found: list[Token] = []
    at = start
    while at < end:
        match = _TOKEN.match(source, at, end)
        if match is None:
            raise _unreadable(source[at], at)
        kind = str(match.lastgroup)
        text = match.group()
        if kind in ("string", "quoted"):
            text = _unescape(text[1:-1], at + 1)
        if kind != "space":
            found.append(Token(kind, text, at))
        at = match.end()
    return [*found, Token("end", "", end)]


def _unescape(text: str, at: int) -> str:
    def character(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in _ESCAPED:
            return _ESCAPED[name]
        code = int(name[1:], 16) if len(name) > 1 else -1
        # Half of a surrogate pair is not a character and could not be stored.
        if 0 <= code < 0xD800 or 0xDFFF < code <= 0x10FFFF:
            return chr(code)
        position = at + match.start()
        sentence = f"Ký tự thứ {position + 1}: không có ký hiệu đặc biệt “{match.group()}” trong chuỗi chữ."
        raise UnreadableExpression("expression.bad_escape", sentence, position)

    return _ESCAPE.sub(character, text) if "\\" in text else text


def _unreadable(character: str, at: int) -> UnreadableExpression:
    if character in "\"'":
        sentence = f"Ký tự thứ {at + 1}: chuỗi chữ được mở mà chưa đóng lại bằng dấu {character}."
        return UnreadableExpression("expression.open_string", sentence, at)
    if character in "“”‘’":
        sentence = f"Ký tự thứ {at + 1}: hãy viết dấu nháy thẳng thay cho dấu nháy cong."
        return UnreadableExpression("expression.bad_character", sentence, at)
    if character in _ELSEWHERE:
        sentence = f"Ký tự thứ {at + 1}: {_ELSEWHERE[character]}."
        return UnreadableExpression("expression.bad_character", sentence, at)
    sentence = f"Ký tự thứ {at + 1}: dấu “{character}” không dùng được trong biểu thức."
    return UnreadableExpression("expression.bad_character", sentence, at)
