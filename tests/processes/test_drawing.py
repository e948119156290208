"""`process draw`: the picture shows everything that is drawn, and marks what the normal form adds."""

from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.finding import Severity, error, gap, warning
from engine.bpmn.reader import read
from engine.errors import Refused
from processes.drawing import draw_svg, normal_form, worst
from processes.drawing.icon import EVENTS, GATEWAYS, TASKS
from processes.drawing.ink import ADDED, SVG
from tests.support.code import ROOT
from tests.support.elements import about, draw, handler, link, loop, many, timer

LIBRARY = sorted((ROOT / "processes" / "library").glob("*/process.bpmn"))
ELEMENT = "data-element"
ALL = {"c": 'parallelMultiple="true"'}


def opened(svg: bytes) -> etree._Element:
    return etree.fromstring(svg)


def drawn_in(svg: bytes) -> set[str]:
    """The ids of the elements of a picture."""
    return {group.get(ELEMENT, "") for group in opened(svg).iter(f"{{{SVG}}}g") if group.get(ELEMENT)}


def part(svg: bytes, element: str) -> etree._Element:
    return next(group for group in opened(svg).iter(f"{{{SVG}}}g") if group.get(ELEMENT) == element)


def pieces(part: etree._Element, tag: str) -> list[etree._Element]:
    return list(part.iter(f"{{{SVG}}}{tag}"))


def words(svg: bytes) -> str:
    return " ".join("".join(str(t) for t in text.itertext()) for text in opened(svg).iter(f"{{{SVG}}}text"))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.parent.name)
def test_everything_of_a_procedure_is_in_its_picture(path: Path) -> None:
    diagram = read(path.read_bytes()).diagram
    assert diagram is not None

    shown = drawn_in(draw_svg(path.read_bytes()))

    main = diagram.main()
    assert {each.id for each in (*main.shapes, *main.arrows)} <= shown


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.parent.name)
def test_everything_of_a_procedure_is_in_the_picture_of_its_normal_form(path: Path) -> None:
    diagram = read(path.read_bytes()).diagram
    assert diagram is not None

    shown = drawn_in(draw_svg(normal_form(path.read_bytes())))

    assert {each.id for each in diagram.main().shapes} <= shown


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.parent.name)
def test_a_picture_carries_no_script_link_or_foreign_part(path: Path) -> None:
    tags = {etree.QName(each).localname for each in opened(draw_svg(path.read_bytes())).iter(etree.Element)}

    assert tags <= {
        "svg",
        "title",
        "g",
        "rect",
        "circle",
        "line",
        "polyline",
        "polygon",
        "path",
        "text",
        "tspan",
    }


def test_names_are_written_as_text_whatever_they_hold() -> None:
    content = draw("s -> A -> e", attributes={"A": 'name="&lt;script&gt;Thẩm định&lt;/script&gt;"'})

    assert "<script>Thẩm" in words(draw_svg(content))
    assert pieces(opened(draw_svg(content)), "script") == []


def test_a_file_without_a_diagram_is_laid_out_first() -> None:
    assert drawn_in(draw_svg(draw("s -> A -> e"))) == {"s", "A", "e", "s_A", "A_e"}


def test_a_file_that_cannot_be_read_is_refused_with_its_findings() -> None:
    for drawing in (draw_svg, normal_form):
        with pytest.raises(Refused) as refused:
            drawing(b"<definitions")
        assert refused.value.code == "diagram.unreadable"


def test_what_does_not_run_has_no_normal_form() -> None:
    with pytest.raises(Refused) as refused:
        normal_form(draw("s -> A -> e", tags={"A": "scriptTask"}))

    assert [finding.code for finding in refused.value.facts["findings"]] == ["support.script_task"]


EVENT_KINDS = sorted(EVENTS.keys() - {"multiple", "parallel"})


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_each_kind_of_event_has_a_sign_of_its_own(kind: str) -> None:
    def sign(content: str) -> list[str | None]:
        svg = draw_svg(draw("s -> A -> e", content={"e": content}))
        return [path.get("d") for path in pieces(part(svg, "e"), "path")]

    others = [sign(f"<{other}EventDefinition/>") for other in EVENT_KINDS if other != kind]

    assert sign(f"<{kind}EventDefinition/>") not in [[], *others]
    assert sign("") == []


@pytest.mark.parametrize("tags", [sorted(GATEWAYS), sorted(TASKS)], ids=["gateways", "tasks"])
def test_gateways_and_tasks_are_told_apart_by_their_signs(tags: list[str]) -> None:
    svgs = [draw_svg(draw("s -> A -> e", tags={"A": tag})) for tag in tags]

    signs = {tuple((p.get("d"), p.get("fill")) for p in pieces(part(svg, "A"), "path")) for svg in svgs}

    assert len(signs) == len(tags)


@pytest.mark.parametrize("marker", [many("2"), many("2", one_by_one=True), loop("x")])
def test_what_repeats_carries_its_marker_at_the_foot(marker: str) -> None:
    plain = part(draw_svg(draw("s -> A -> e")), "A")
    repeated = part(draw_svg(draw("s -> A -> e", content={"A": marker})), "A")

    assert len(pieces(repeated, "path")) > len(pieces(plain, "path"))


def test_an_event_that_does_not_interrupt_has_a_broken_line() -> None:
    def ring(calm: tuple[str, ...]) -> str | None:
        content = draw("s -> A -> e", "b -> B -> e", hosts={"b": "A"}, calm=calm, content={"b": timer("P1D")})
        return pieces(part(draw_svg(content), "b"), "circle")[0].get("stroke-dasharray")

    assert ring(("b",)) is not None
    assert ring(()) is None


def added(svg: bytes) -> set[str]:
    """The elements drawn in the style of what was added."""
    drawn = (group for group in opened(svg).iter(f"{{{SVG}}}g") if group.get(ELEMENT))
    return {str(group.get(ELEMENT)) for group in drawn if any(p.get("stroke") == ADDED.line for p in group)}


def test_what_the_normal_form_added_is_drawn_otherwise_with_a_legend() -> None:
    svg = draw_svg(normal_form(draw("A -> B", "A -> C")))

    assert {"A", "B", "C"}.isdisjoint(added(svg))
    assert added(svg)
    assert "hệ thống thêm khi chuẩn hóa" in words(svg)


def test_a_diagram_in_normal_form_already_has_nothing_added() -> None:
    svg = draw_svg(normal_form(draw("s -> A -> e")))

    assert added(svg) == set()
    assert words(svg).strip() == ""


@pytest.mark.parametrize(
    "content",
    [
        draw("s -> A -> e", content={"A": many("3")}),
        draw("s -> A -> e", extra=handler(about("message"))),
        draw("s -> v -> c1 -> e", "v -> c2 -> e", tags={"v": "eventBasedGateway"}),
        draw("s -> i", "c -> A -> e", content={"i": link("x"), "c": link("x")}),
        draw("s -> c -> e", content={"c": about("message") + about("signal")}, attributes=ALL),
    ],
    ids=["many", "event sub-process", "event gateway", "link", "parallel multiple"],
)
def test_every_construct_has_a_picture_of_its_normal_form(content: bytes) -> None:
    assert added(draw_svg(normal_form(content)))


def test_findings_are_marked_in_their_colour_with_a_legend() -> None:
    content = draw("s -> A -> e")

    svg = draw_svg(content, {"A": Severity.ERROR, "s_A": Severity.GAP})

    assert len(pieces(part(svg, "A"), "rect")) > len(pieces(part(draw_svg(content), "A"), "rect"))
    assert len(pieces(part(svg, "s_A"), "polyline")) == 2
    assert "có lỗi phải sửa" in words(svg)
    assert "còn để trống" in words(svg)
    assert "cảnh báo" not in words(svg)


def test_of_several_findings_the_gravest_is_shown() -> None:
    of_a = [gap("a.b", "A", ""), error("a.c", "A", "")]
    findings = [*of_a, warning("a.d", "B", ""), gap("a.e", "B", ""), gap("a.f", None, "")]

    assert worst(findings) == {"A": Severity.ERROR, "B": Severity.WARNING}


def test_the_same_file_gives_the_same_picture() -> None:
    content = LIBRARY[0].read_bytes()

    assert draw_svg(content) == draw_svg(content)
    assert draw_svg(normal_form(content)) == draw_svg(normal_form(content))
