"""The files of a package: three ways to hand them over, one content, within limits."""

import os
import random
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from engine.bpmn.deployment import digest_of
from engine.errors import Refused
from processes.source import MAX_FILES, MAX_TOTAL_BYTES, read_files, read_zip

BIRTH = Path(__file__).parents[2] / "processes" / "library" / "1.001193"


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files, in their order."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_zip(content)
    return caught.value


def test_a_folder_and_a_zip_of_it_hold_the_same_files(tmp_path: Path) -> None:
    folder = read_files(BIRTH)
    archive = tmp_path / "goi.zip"
    archive.write_bytes(zipped(folder))

    assert {"procedure.json", "process.bpmn"} < folder.keys()
    assert read_files(archive) == folder


def test_exporting_and_importing_keeps_the_digest(tmp_path: Path) -> None:
    original = read_files(BIRTH)

    for name, content in read_zip(zipped(original)).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)

    assert digest_of(read_files(tmp_path)) == digest_of(original)


def test_the_order_of_files_does_not_change_the_digest() -> None:
    files = read_files(BIRTH)
    names = list(files)
    random.Random(1).shuffle(names)

    turned = {name: files[name] for name in names}

    assert list(turned) != list(files)
    assert digest_of(turned) == digest_of(files)


@pytest.mark.parametrize(
    "other",
    [
        {"a": b"1", "b": b"23"},
        {"a": b"12", "b": b"4"},
        {"a": b"123", "b": b""},
        {"ab": b"12", "": b"3"},
        {"a": b"12"},
    ],
)
def test_a_file_moved_changed_or_missing_changes_the_digest(other: dict[str, bytes]) -> None:
    assert digest_of({"a": b"12", "b": b"3"}) != digest_of(other)


def test_a_single_diagram_is_a_package_with_only_its_diagram(tmp_path: Path) -> None:
    diagram = tmp_path / "so_do.bpmn"
    diagram.write_bytes(b"<definitions/>")

    assert read_files(diagram) == {"process.bpmn": b"<definitions/>"}


def test_hidden_files_of_a_folder_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"x")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "process.bpmn").write_bytes(b"y")

    assert read_files(tmp_path) == {"process.bpmn": b"y"}


def test_a_path_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match=r"package\.unreadable"):
        read_files(Path("/nowhere/at/all.bpmn"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    locked = tmp_path / "process.bpmn"
    locked.touch(mode=0)

    with pytest.raises(Refused, match=r"package\.unreadable"):
        read_files(locked)


def test_a_bomb_is_measured_by_what_it_expands_to() -> None:
    bomb = zipped({"process.bpmn": b"\0" * (MAX_TOTAL_BYTES + 1)})

    assert len(bomb) < 100_000
    assert refusal(bomb).code == "package.too_large"


def test_many_files_that_fit_one_by_one_are_measured_together() -> None:
    half = b"\0" * (MAX_TOTAL_BYTES // 2)

    assert refusal(zipped({"a": half, "b": half, "c": b"1"})).code == "package.too_large"
    assert read_zip(zipped({"a": half, "b": half})).keys() == {"a", "b"}


def test_the_number_of_files_is_limited() -> None:
    files = {f"{number}.json": b"" for number in range(MAX_FILES)}

    assert len(read_zip(zipped(files))) == MAX_FILES
    assert refusal(zipped(files | {"process.bpmn": b""})).code == "package.too_large"


def test_a_folder_is_held_to_the_same_limits(tmp_path: Path) -> None:
    (tmp_path / "process.bpmn").write_bytes(b"\0" * (MAX_TOTAL_BYTES + 1))

    with pytest.raises(Refused, match=r"package\.too_large"):
        read_files(tmp_path)


@pytest.mark.parametrize("name", ["../process.bpmn", "forms/../../etc/passwd", "/etc/passwd"])
def test_a_name_that_leads_out_of_the_package_is_refused(name: str) -> None:
    refused = refusal(zipped({name: b"x"}))

    assert refused.code == "package.unreadable"
    assert refused.facts["path"] == name


def test_two_files_of_one_name_are_refused_since_a_reviewer_may_see_the_other_one() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("process.bpmn", b"shown")
        archive.writestr("./process.bpmn", b"run")

    assert refusal(buffer.getvalue()).code == "package.unreadable"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_may_ask_for_gigabytes_is_refused(method: int) -> None:
    assert refusal(zipped({"process.bpmn": b"x"}, method)).code == "package.unreadable"


def test_a_zip_with_a_password_is_refused() -> None:
    archive = bytearray(zipped({"process.bpmn": b"x"}))
    archive[6] |= 1
    archive[archive.rindex(b"PK\x01\x02") + 8] |= 1

    assert refusal(bytes(archive)).code == "package.unreadable"


def test_a_damaged_zip_is_refused_whatever_is_damaged() -> None:
    whole = zipped(read_files(BIRTH))
    dice = random.Random(20181105)

    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        del damaged[dice.randrange(len(damaged)) :: dice.randint(len(damaged) // 2, len(damaged))]
        outcome = outcome_of(bytes(damaged))

        assert outcome in ("read", "package.unreadable", "package.too_large")


def outcome_of(content: bytes) -> str:
    try:
        read_zip(content)
    except Refused as refused:
        return refused.code
    return "read"
