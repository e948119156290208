"""`motcua process draw`: the picture is written, as drawn or in normal form, or it is said why not."""

from pathlib import Path

from tests.support.bpmn import Drawing, diagram
from tests.support.code import ROOT
from tests.support.commands import invoke

BIRTH = ROOT / "processes" / "library" / "1.001193"


def bpmn(folder: Path, content: bytes) -> Path:
    path = folder / "so_do.bpmn"
    path.write_bytes(content)
    return path


def test_a_package_is_drawn_into_the_file_that_is_named(tmp_path: Path) -> None:
    target = tmp_path / "so_do.svg"

    ended = invoke("process", "draw", BIRTH, "-o", target)

    assert ended.exit == 0
    assert str(target) in ended.out
    assert "khai sinh" in target.read_text().lower()


def test_the_normal_form_shows_what_was_added(tmp_path: Path) -> None:
    drawn = bpmn(tmp_path, diagram("A -> B -> e"))
    plain, normal = tmp_path / "plain.svg", tmp_path / "normal.svg"

    assert invoke("process", "draw", drawn, "-o", plain).exit == 0
    assert invoke("process", "draw", drawn, "-o", normal, "--normal").exit == 0

    assert "hệ thống thêm" not in plain.read_text()
    assert "hệ thống thêm" in normal.read_text()


def test_findings_are_marked_when_asked_for(tmp_path: Path) -> None:
    drawn = bpmn(tmp_path, diagram("s -> A -> e", drawing=Drawing(tags={"A": "scriptTask"})))
    target = tmp_path / "so_do.svg"

    assert invoke("process", "draw", drawn, "-o", target, "--findings").exit == 0
    assert "có lỗi phải sửa" in target.read_text()


def test_what_does_not_run_has_no_normal_form_and_it_is_said_why(tmp_path: Path) -> None:
    drawn = bpmn(tmp_path, diagram("s -> A -> e", drawing=Drawing(tags={"A": "scriptTask"})))
    target = tmp_path / "so_do.svg"

    ended = invoke("process", "draw", drawn, "-o", target, "--normal")

    assert ended.exit == 2
    assert "support.script_task" in ended.err
    assert not target.exists()


def test_a_file_that_is_no_diagram_is_refused_with_exit_2(tmp_path: Path) -> None:
    ended = invoke("process", "draw", bpmn(tmp_path, b"<definitions"), "-o", tmp_path / "x.svg")

    assert ended.exit == 2
    assert "read.not_xml" in ended.err


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    ended = invoke("process", "draw", BIRTH, "-o", tmp_path / "nowhere" / "x.svg")

    assert ended.exit == 2
    assert "nowhere" in ended.err
