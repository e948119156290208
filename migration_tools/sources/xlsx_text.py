"""Text as xlsx writes it: runs of rich text, reading aids left out, `_x000D_` for what XML cannot hold."""

import re

from lxml import etree

_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


def text_of(item: etree._Element) -> str:
    """Return the text of an `si` or `is` element."""
    runs = [text.text or "" for text in item.iterfind("{*}t")] or [
        text.text or "" for text in item.iterfind("{*}r/{*}t")
    ]
    return plain("".join(runs))


def plain(text: str) -> str:
    """Undo the escapes of ST_Xstring (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
