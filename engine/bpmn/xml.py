"""Hardened reading of XML: limits, no DOCTYPE, no entities, no network, unique ids."""

import re
from dataclasses import dataclass

from lxml import etree

from engine.bpmn import limits
from engine.bpmn.finding import Finding, error

_NCNAME = re.compile(r"[^\W\d][\w.\-]*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Document:
    """The root element of a well-formed file, or None, and why."""

    root: etree._Element | None
    findings: tuple[Finding, ...]


def parse(content: bytes) -> Document:
    """Read XML bytes; every refusal is a finding and leaves `root` None."""
    if len(content) > limits.MAX_BYTES:
        return _refused(
            "read.too_large", f"Tệp lớn hơn {limits.MAX_BYTES // 1_000_000} MB; hãy chia nhỏ quy trình."
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        return _refused(
            "read.not_xml", f"Tệp không phải XML đọc được ({problem}); hãy xuất lại tệp BPMN từ công cụ vẽ."
        )
    if root.getroottree().docinfo.internalDTD is not None:
        return _refused(
            "read.doctype", "Tệp có khai báo DOCTYPE; vì lý do an toàn hãy bỏ khai báo này rồi nộp lại."
        )
    findings = tuple(_measure(root))
    return Document(None if findings else root, findings)


def _refused(code: str, message: str) -> Document:
    return Document(None, (error(code, None, message),))


def _measure(root: etree._Element) -> list[Finding]:
    findings: list[Finding] = []
    seen: set[str] = set()
    depths = {root: 1}
    for count, element in enumerate(root.iter(etree.Element), start=1):
        parent = element.getparent()
        depths[element] = 1 if parent is None else depths[parent] + 1
        if count > limits.MAX_ELEMENTS:
            too_many = f"Sơ đồ có hơn {limits.MAX_ELEMENTS} phần tử; hãy tách thành nhiều quy trình."
            return [error("read.too_many", None, too_many)]
        if depths[element] > limits.MAX_DEPTH:
            return [
                error(
                    "read.too_deep", None, f"Các phần tử lồng nhau quá {limits.MAX_DEPTH} cấp; hãy bớt cấp."
                )
            ]
        findings += _measure_attributes(element, seen)
    return findings


def _measure_attributes(element: etree._Element, seen: set[str]) -> list[Finding]:
    findings = []
    for value in element.attrib.values():
        if len(value) > limits.MAX_ATTRIBUTE:
            findings.append(
                error(
                    "read.attribute_too_long",
                    element.get("id"),
                    "Một thuộc tính dài quá 64 KB; hãy rút ngắn.",
                )
            )
    identifier = element.get("id")
    if identifier is not None:
        if not _NCNAME.fullmatch(identifier):
            bad = f"Mã phần tử «{identifier[:80]}» không hợp lệ; mã phải bắt đầu bằng chữ, không có dấu cách."
            findings.append(error("read.bad_id", identifier, bad))
        if identifier in seen:
            twice = f"Mã phần tử «{identifier}» dùng hai lần; mỗi phần tử cần một mã riêng."
            findings.append(error("read.duplicate_id", identifier, twice))
        seen.add(identifier)
    return findings
