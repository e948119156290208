"""Files as people upload them: a zipped package, a drawing in which dossiers hang, and hostile ones."""

import zipfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from uuid import UUID

from engine.bpmn.deployment import Files
from engine.store.package_drafts import Content
from engine.store.work import begin
from processes.draft import Upload, draw, read_upload, submit
from processes.package import Package
from processes.rights import Hand
from tests.support.bpmn import Drawing, diagram
from tests.support.city import DEPARTMENT, Town
from tests.support.packages import package

DESIGNER, REVIEWER, PUBLISHER = "thietke", "thamtra", "congbo"


def zipped(files: Files, folder: str = "") -> bytes:
    """A zip of these files, as people make them; `folder` is a folder around them."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(
                folder + name
            )  # A fixed date, so that the same files make the same bytes.
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


@cache
def uploaded(content: bytes) -> Content:
    """A file as it is after upload; each is judged once in a test run, for a child process takes its time."""
    return read_upload(Upload("goi.zip", content))


def content_of(package: Package) -> Content:
    return uploaded(zipped(package.files))


def drawn(town: Town, content: Content) -> UUID:
    """A draft that the department's designer keeps, put there without a page."""
    with begin(town.database) as work:
        hand = Hand(work, town.signed_in(DESIGNER), town.clock())
        return draw(hand, town.engine.city.units.at(DEPARTMENT, hand.on), content, town.engine.deployments)


def submitted(town: Town, content: Content) -> UUID:
    """The same, handed in for review."""
    draft = drawn(town, content)
    with begin(town.database) as work:
        submit(Hand(work, town.signed_in(DESIGNER), town.clock()), draft)
    return draft


SOUND = package("s -> A -> e")
LONGER = package("s -> A -> B -> e")
DEADLOCK = diagram("s -> x", "x ? A -> p", "x -> B -> p -> e", drawing=Drawing(default={"x": "B"}))
WARNED = package("s -> p -> A -> e", "p -> B -> e2")
"""Two ends, of which the first leaves work behind: BPMN permits it, a person must accept it."""

_XML = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P"/></definitions>'
HOSTILE: Mapping[str, tuple[bytes, str]] = {
    "doctype": (f'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>{_XML}'.encode(), "DOCTYPE"),
    "entities": (b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>', "DOCTYPE"),
    "three megabytes": (_XML.encode() + b" " * 3_000_000, "lớn hơn 2 MB"),
    "not xml": (b"quy trinh.docx", "không phải XML"),
    "not text": (b"\x89PNG\r\n\x1a\n\xff\xfe", "UTF-8"),
    "a null": (b"<definitions>\x00</definitions>", "UTF-8"),
    "no bpmn": (b"<svg><script>alert(1)</script></svg>", "BPMN"),
    "zip bomb": (zipped({"process.bpmn": b" " * 30_000_000}), "quá lớn"),
    "a way out of the zip": (zipped({"../../etc/cron.d/x": b"x"}), "Không đọc được gói"),
    "half a zip": (zipped({"process.bpmn": b"x" * 1_000})[:60], "UTF-8|không phải XML|Không đọc được"),
    "a zip without a diagram": (zipped({"procedure.json": b"{}"}), "thiếu tệp process.bpmn"),
}
"""What a hostile or clumsy file is called: its bytes, and what the sentence about it says (a pattern)."""
