"""Elements of an XML file one after the other, hardened: no DOCTYPE, no entities, no network, bounded memory."""

from collections.abc import Iterable, Iterator
from typing import IO, cast

from lxml import etree

from migration_tools.errors import Unreadable
from migration_tools.sources.limits import MAX_ITEM_BYTES, READ_BYTES


def elements(file: IO[bytes], name: str, tag: str, *, below_root: bool = False) -> Iterator[etree._Element]:
    """Yield each element of `tag` when it is complete; it is emptied when the next one is asked for.

    `below_root` keeps to the children of the root; `name` is the file's, for the sentence of `Unreadable`.
    One element may be `MAX_ITEM_BYTES` long.
    """
    parser = etree.XMLPullParser(
        ("end",), tag=tag, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    unread = 0
    try:
        while chunk := file.read(min(READ_BYTES, MAX_ITEM_BYTES) // 16):
            parser.feed(chunk)
            unread += len(chunk)
            for _, element in cast(Iterable[tuple[str, etree._Element]], parser.read_events()):
                _refuse_doctype(element, name)
                if below_root and not _is_below_root(element):
                    continue
                unread = 0
                yield element
                _forget(element)
            if unread > MAX_ITEM_BYTES:
                raise Unreadable(
                    "source.too_large",
                    f"Tệp «{name}» có một phần tử dài quá {MAX_ITEM_BYTES >> 20} MB; hãy kiểm tra thiết lập `row`.",
                )
        parser.close()
    except etree.XMLSyntaxError as wrong:
        raise Unreadable(
            "source.damaged",
            f"Tệp «{name}» không phải XML hoàn chỉnh ({wrong.msg}); hãy xuất và chép lại đủ tệp.",
        ) from wrong


def _is_below_root(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.getparent() is None


def _refuse_doctype(element: etree._Element, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(
            "source.hostile",
            f"Tệp «{name}» có khai báo DOCTYPE; vì lý do an toàn hãy bỏ khai báo này rồi chạy lại.",
        )


def _forget(element: etree._Element) -> None:
    """Empty an element and drop what stands before it, so that memory stays that of one element."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
