"""`motcua process …` as a designer or another program runs it: output, exit codes, and no database touched."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.bpmn import Drawing, diagram
from tests.support.code import ROOT
from tests.support.commands import ENGLISH, Ended, invoke, motcua
from tests.support.packages import package

BIRTH = ROOT / "processes" / "library" / "1.001193"
WALK = BIRTH / "walks" / "thuan_loi.json"
DEADLOCK = diagram("s -> A -> x", "x ? B -> p -> e", "x -> C -> p", drawing=Drawing(default={"x": "C"}))
LINE = diagram("s -> A -> B -> e")


def written(folder: Path, name: str, content: bytes | Any) -> Path:
    """A file, of bytes or of JSON."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def check(path: Path) -> tuple[int, dict[str, Any]]:
    ended = invoke("process", "check", path, "--json")
    return ended.exit, dict(json.loads(ended.out))


def test_a_good_package_is_accepted() -> None:
    ended = motcua("process", "check", BIRTH, "--json")

    assert ended.err == ""
    assert ended.exit == 0
    assert json.loads(ended.out) == {"verdict": "accepted", "findings": []}


def test_a_zip_of_a_package_is_judged_like_its_folder(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "goi"), "zip", BIRTH)

    assert check(Path(archive)) == check(BIRTH)


def test_an_error_rejects_and_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    exit_code, answer = check(written(tmp_path, "so_do.bpmn", DEADLOCK))

    assert exit_code == 1
    assert answer.keys() == {"verdict", "findings"}
    assert answer["verdict"] == "rejected"
    assert all(
        each.keys() == {"code", "severity", "element", "message", "trace"} for each in answer["findings"]
    )
    (fault,) = [each for each in answer["findings"] if each["severity"] == "error"]
    assert (fault["code"], fault["element"]) == ("sound.deadlock", "p")
    assert fault["trace"][:3] == ["s", "A", "x"]


def test_gaps_alone_are_accepted(tmp_path: Path) -> None:
    exit_code, answer = check(written(tmp_path, "so_do.bpmn", LINE))

    assert (exit_code, answer["verdict"]) == (0, "accepted")
    assert {each["severity"] for each in answer["findings"]} == {"gap"}


def test_a_warning_is_told_and_exits_with_zero(tmp_path: Path) -> None:
    two_ends = diagram("s -> p -> A -> e1", "p -> B -> e2")

    exit_code, answer = check(written(tmp_path, "so_do.bpmn", two_ends))

    assert (exit_code, answer["verdict"]) == (0, "accepted_with_warnings")


@pytest.mark.parametrize("content", [b"", b"day khong phai BPMN", b"<html></html>"])
def test_what_is_no_bpmn_is_unreadable_and_says_so(tmp_path: Path, content: bytes) -> None:
    exit_code, answer = check(written(tmp_path, "so_do.bpmn", content))

    assert exit_code == 2
    assert answer["verdict"] == "rejected"
    assert answer["findings"][0]["code"] in ("read.not_xml", "read.not_bpmn")


def test_a_path_that_is_not_there_is_one_sentence_and_exit_two() -> None:
    ended = invoke("process", "check", "/nowhere/so_do.bpmn")

    assert ended.exit == 2
    assert ended.out == ""
    assert ended.err.count("\n") == 1
    assert "hãy kiểm tra lại tệp" in ended.err


def test_the_report_for_people_puts_errors_first_and_the_verdict_last(tmp_path: Path) -> None:
    ended = invoke("process", "check", written(tmp_path, "so_do.bpmn", DEADLOCK))

    lines = ended.out.splitlines()
    assert lines[0] == "LỖI, phải sửa (1)"
    assert "p  [sound.deadlock]" in lines[1]
    assert any(line.strip().startswith("Đường đi tới lỗi: s → A → x") for line in lines)
    assert lines[-1].endswith("CHƯA ĐẠT (1 lỗi, 5 chỗ còn trống)")
    assert max(map(len, lines[:-1])) <= 100


def test_the_report_is_headed_in_english_where_the_locale_says_so(tmp_path: Path) -> None:
    ended = motcua("process", "check", written(tmp_path, "so_do.bpmn", DEADLOCK), settings=ENGLISH)

    assert ended.out.startswith("ERRORS")
    assert "rejected (1 errors, 5 gaps)" in ended.out


def play(path: Path, script: Path, *options: str) -> Ended:
    return invoke("process", "walk", path, "--walk", script, *options)


def test_a_walk_of_the_library_answers_in_the_shape_of_the_contract() -> None:
    ended = play(BIRTH, WALK, "--json")

    answer = json.loads(ended.out)
    assert ended.exit == 0
    assert answer.keys() == {"state", "trace", "open", "incident"}
    assert (answer["state"], answer["open"], answer["incident"]) == ("completed", [], None)
    assert answer["trace"][0].startswith("Start_")


@pytest.mark.parametrize("engine", ["pair", "net", "spiff"])
def test_any_engine_can_be_chosen(engine: str) -> None:
    ended = play(BIRTH, WALK, "--json", "--engine", engine)

    assert (ended.exit, json.loads(ended.out)["state"]) == (0, "completed")


def test_an_expectation_that_fails_exits_with_one(tmp_path: Path) -> None:
    script = written(tmp_path, "walk.json", {"steps": [{"expect": ["B"]}]})

    ended = play(written(tmp_path, "so_do.bpmn", LINE), script, "--json")

    assert ended.exit == 1
    assert json.loads(ended.out) == {"state": "waiting", "trace": ["s"], "open": ["A"], "incident": None}
    assert "['B']" in ended.err


def test_an_incident_exits_with_one_and_is_in_the_answer(tmp_path: Path) -> None:
    nothing_true = diagram("s -> x", "x ? A -> e", "x ? B -> e")
    script = written(tmp_path, "walk.json", {"data": {"x_A": False, "x_B": False}})

    ended = play(written(tmp_path, "so_do.bpmn", nothing_true), script, "--json")

    answer = json.loads(ended.out)
    assert (ended.exit, answer["state"]) == (1, "incident")
    assert answer["incident"]["code"] == "gateway.no_way"
    assert answer["incident"]["element"] == "x"


def test_a_walk_on_a_process_with_errors_lists_them(tmp_path: Path) -> None:
    broken = written(tmp_path, "so_do.bpmn", DEADLOCK.replace(b'targetRef="A"', b'targetRef="Z"'))

    ended = play(broken, written(tmp_path, "walk.json", {}), "--json")

    assert ended.exit == 1
    assert ended.out == ""
    assert "connect.missing_end" in ended.err


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000, b"[]", b'{"steps": [{"fly": "A"}]}'])
def test_an_unreadable_script_is_one_sentence_and_exit_two(tmp_path: Path, content: bytes) -> None:
    ended = play(written(tmp_path, "so_do.bpmn", LINE), written(tmp_path, "walk.json", content))

    assert ended.exit == 2
    assert "Kịch bản chưa đúng dạng" in ended.err
    assert "Traceback" not in ended.err


def test_the_walk_for_people_says_how_far_it_came(tmp_path: Path) -> None:
    script = written(tmp_path, "walk.json", {"steps": [{"complete": "A"}]})

    ended = play(written(tmp_path, "so_do.bpmn", LINE), script)

    assert ended.out.splitlines() == ["đang chờ: s → A", "đang mở: B"]


def test_neither_check_nor_walk_touches_a_database(tmp_path: Path) -> None:
    # An address nobody answers and a folder that cannot be: a command that needed either would fail.
    settings = {
        "MOTCUA_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none",
        "MOTCUA_DATA": "/dev/null/var",
    }

    checked = motcua("process", "check", BIRTH, settings=settings, folder=tmp_path)
    walked = motcua("process", "walk", BIRTH, "--walk", WALK, settings=settings, folder=tmp_path)

    assert (checked.exit, walked.exit) == (0, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_package_written_by_hand_goes_from_rejected_to_accepted(tmp_path: Path) -> None:
    for name, content in package("s -> A -> e").files.items():
        written(tmp_path, name, content)
    (tmp_path / "procedure.json").rename(tmp_path / "thu_tuc.json")

    before = check(tmp_path)
    (tmp_path / "thu_tuc.json").write_text("{}", encoding="utf-8")
    (tmp_path / "thu_tuc.json").rename(tmp_path / "procedure.json")
    wrong = check(tmp_path)
    written(tmp_path, "procedure.json", package("s -> A -> e").files["procedure.json"])

    assert before[1]["verdict"] == "accepted"
    assert wrong[0] == 1
    assert check(tmp_path) == (0, {"verdict": "accepted", "findings": []})
