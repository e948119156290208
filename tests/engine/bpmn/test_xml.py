import pytest

from engine.bpmn import limits
from engine.bpmn.xml import parse

PLAIN = b'<a id="one"><b id="two"/></a>'


def codes(content: bytes) -> list[str]:
    document = parse(content)
    assert (document.root is None) == bool(document.findings)
    return [finding.code for finding in document.findings]


def nested(levels: int) -> bytes:
    return b"<a>" * levels + b"</a>" * levels


def test_a_plain_file_is_read_without_a_finding() -> None:
    assert codes(PLAIN) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_that_tools_write_is_read(encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b"\xfe\xff" if encoding == "utf-16-be" else b""
    content = mark + '<a name="Tiếp nhận hồ sơ"/>'.encode(encoding)

    document = parse(content)

    assert document.root is not None
    assert document.root.get("name") == "Tiếp nhận hồ sơ"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"not xml at all",
        b"<a>",
        b"<a></b>",
        b"<a/><b/>",
        b"<a x='1' x='2'/>",
        b"<a>&nobody;</a>",
        b"<a>\x00</a>",
        b'<?xml version="1.0" encoding="no-such-encoding"?><a/>',
        b"PK\x03\x04",
        b"\xff\xfe\xff\xfe",
    ],
)
def test_what_is_not_well_formed_is_refused_as_not_xml(content: bytes) -> None:
    assert codes(content) == ["read.not_xml"]


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        '<!DOCTYPE a PUBLIC "-//x//y" "file:///etc/hostname">',
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
        '<!DOCTYPE a [<!ATTLIST a id CDATA "given">]>',
    ],
)
def test_any_doctype_is_refused_even_when_nothing_uses_it(doctype: str) -> None:
    assert codes(f"{doctype}<a/>".encode()) == ["read.doctype"]


def test_an_external_entity_is_never_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("mật khẩu")
    content = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'.encode()

    document = parse(content)

    assert document.root is None
    assert "mật khẩu" not in repr(document.findings)


def test_an_entity_bomb_is_refused_without_being_blown_up() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    content = f'<!DOCTYPE a [<!ENTITY e0 "lol">{levels}]><a b="&e11;">&e11;</a>'.encode()

    found = codes(content)

    assert found in (["read.doctype"], ["read.not_xml"])


def test_processing_instructions_and_comments_are_dropped() -> None:
    content = b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><a><?php echo 1 ?><!-- x --><b/></a>'

    document = parse(content)

    assert document.root is not None
    assert [child.tag for child in document.root.iter()] == ["a", "b"]


def test_xinclude_is_left_as_an_element_that_nothing_follows(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    other = tmp_path_factory.mktemp("other") / "other.xml"
    other.write_text("<included/>")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{other.as_uri()}"/>'

    document = parse(f"<a>{include}</a>".encode())

    assert document.root is not None
    assert document.root.find(".//included") is None


def test_a_file_of_exactly_the_largest_size_is_read_and_one_byte_more_is_not() -> None:
    fits = b"<a>" + b" " * (limits.MAX_BYTES - 7) + b"</a>"

    assert (codes(fits), codes(fits + b" ")) == ([], ["read.too_large"])


def test_the_largest_number_of_elements_is_read_and_one_more_is_not() -> None:
    fits = b"<a>" + b"<b/>" * (limits.MAX_ELEMENTS - 1) + b"</a>"

    assert codes(fits) == []
    assert codes(fits.replace(b"</a>", b"<b/></a>")) == ["read.too_many"]


def test_the_deepest_nesting_is_read_and_one_level_more_is_not() -> None:
    assert codes(nested(limits.MAX_DEPTH)) == []
    assert codes(nested(limits.MAX_DEPTH + 1)) == ["read.too_deep"]


def test_a_file_of_a_hundred_thousand_levels_is_refused_and_does_not_crash() -> None:
    assert codes(nested(100_000)) in (["read.not_xml"], ["read.too_deep"])


def test_the_longest_attribute_is_read_and_one_character_more_is_not() -> None:
    def attribute(length: int) -> bytes:
        return b'<a id="one" name="' + b"x" * length + b'"/>'

    assert codes(attribute(limits.MAX_ATTRIBUTE)) == []
    assert codes(attribute(limits.MAX_ATTRIBUTE + 1)) == ["read.attribute_too_long"]


def test_an_id_used_twice_is_named() -> None:
    document = parse(b'<a id="one"><b id="two"/><c><d id="two"/></c></a>')

    assert [(f.code, f.element) for f in document.findings] == [("read.duplicate_id", "two")]


@pytest.mark.parametrize(
    "identifier", ["", "1a", "-a", "a b", "a:b", "a/b", " a", "a~b", "a@b", "../x", "x\ny"]
)
def test_an_id_that_is_no_ncname_is_refused(identifier: str) -> None:
    assert codes(f'<a id="{identifier}"/>'.encode()) == ["read.bad_id"]


@pytest.mark.parametrize("identifier", ["a", "_1", "Task_Tiếp-nhận.2", "Bước", "步"])
def test_an_id_that_is_an_ncname_is_accepted(identifier: str) -> None:
    assert codes(f'<a id="{identifier}"/>'.encode()) == []


def test_every_bad_id_is_told_at_once() -> None:
    assert codes(b'<a id="1"><b id="2"/><b id="x"/><b id="x"/></a>') == [
        "read.bad_id",
        "read.bad_id",
        "read.duplicate_id",
    ]
