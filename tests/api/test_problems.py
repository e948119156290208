"""Every refusal of ours has a Vietnamese sentence that says what to do, with facts that are really there."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from api.problems import body, sentence, status
from api.sentences import SENTENCES
from engine.errors import Broken, EngineError, Refused, Stuck, TryAgain
from forms.problem import problem
from tests.support.code import ROOT, modules

CALLERS_MISTAKES = {"Refused", "TryAgain"}
Raised = tuple[str, str, frozenset[str] | None]


def raised() -> Iterator[Raised]:
    """Where a refusal is made, its code and the names of its facts (None where they are handed on whole)."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in CALLERS_MISTAKES
            ):
                code = node.args[0] if node.args else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    names = [keyword.arg for keyword in node.keywords]
                    facts = None if None in names else frozenset(name for name in names if name)
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", code.value, facts


ALL = sorted(raised(), key=lambda each: each[0])


def asked_for(code: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name}


def test_the_scan_sees_the_refusals_of_every_layer() -> None:
    assert {where.split("/")[0] for where, _, _ in ALL} >= {"engine", "processes"}
    assert len({code for _, code, _ in ALL}) > 30


def test_every_refusal_has_a_sentence() -> None:
    assert sorted({code for _, code, _ in ALL} - SENTENCES.keys()) == []


def test_every_incident_has_a_sentence() -> None:
    of_engine = [path for path, _ in modules() if path.is_relative_to(ROOT / "engine")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in of_engine)

    assert sorted(set(re.findall(r'Stuck\(\s*"([a-z_.]+)"', text)) - SENTENCES.keys()) == []


def test_an_error_within_an_error_is_told_by_its_own_sentence() -> None:
    error = Refused("incident.still_stuck", because=Refused("dossier.unknown", dossier="X"))

    assert sentence(error) == "Vẫn chưa đi tiếp được: Không có hồ sơ mã X; hãy kiểm tra lại mã."
    assert body(error)["facts"] == {"because": {"code": "dossier.unknown", "dossier": "X"}}


def test_every_sentence_finds_the_facts_it_names_wherever_it_is_said() -> None:
    missing = [
        (where, code, sorted(asked_for(code) - facts))
        for where, code, facts in ALL
        if facts is not None and code in SENTENCES and asked_for(code) - facts
    ]

    assert missing == []


def test_no_sentence_is_left_of_a_refusal_that_is_gone() -> None:
    said = {code for _, code, _ in ALL}
    everywhere = "\n".join(
        path.read_text(encoding="utf-8") for path, _ in modules() if "sentences" not in path.parts
    )

    assert [code for code in SENTENCES if code not in said and f'"{code}"' not in everywhere] == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_one_and_in_vietnamese(code: str) -> None:
    text = SENTENCES[code]

    assert text[0].isupper() or text[0] == "«"
    assert text.endswith(".")
    assert re.search("[ăâđêôơưàảãáạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", text.lower())


def test_the_facts_stand_in_the_sentence() -> None:
    error = Refused("dossier.unknown", dossier="000.19.37.H26-181105-0009")

    assert sentence(error) == "Không có hồ sơ mã 000.19.37.H26-181105-0009; hãy kiểm tra lại mã."


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (Refused("chưa.có", so=1), "Chưa thực hiện được: chưa.có (so=1)."),
        (TryAgain("chưa.có"), "Chưa thực hiện được: chưa.có; hãy thử lại."),
        (Refused("dossier.unknown"), "Chưa thực hiện được: dossier.unknown."),
    ],
)
def test_an_error_without_its_sentence_or_its_facts_still_names_itself(error: EngineError, text: str) -> None:
    assert sentence(error) == text


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Refused("actor.missing"), 401),
        (Refused("actor.not_allowed"), 403),
        (Refused("task.assigned_to_other"), 403),
        (Refused("dossier.unknown"), 404),
        (Refused("procedure.not_in_force"), 404),
        (Refused("task.not_open"), 409),
        (Refused("dossier.moved_on"), 409),
        (Refused("idempotency.key_reused"), 409),
        (Refused("form.invalid"), 422),
        (Refused("form.none"), 422),
        (Refused("procedure.other_level"), 422),
        (Refused("sign_in.throttled"), 429),
        (TryAgain("database.busy"), 503),
        (Stuck("unit.none_in_charge"), 409),
        (Stuck("expression.unknown"), 409),
        (Broken("marking.orphan"), 500),
    ],
    ids=lambda value: value.code if isinstance(value, EngineError) else str(value),
)
def test_who_must_act_decides_the_status(error: EngineError, expected: int) -> None:
    assert status(error) == expected


def test_the_body_of_a_problem_lists_every_problem_of_the_form() -> None:
    problems = [problem("/so", "wrong_type", title="Số", kind="là số nguyên")]

    told = body(Refused("form.invalid", task="t1", problems=problems))

    assert (told["type"], told["title"], told["status"]) == (
        "urn:motcua:problem:form.invalid",
        "form.invalid",
        422,
    )
    assert told["facts"]["task"] == "t1"
    assert [each["path"] for each in told["facts"]["problems"]] == ["/so"]


def test_a_problem_without_facts_says_nothing_beside() -> None:
    assert "facts" not in body(Refused("actor.missing"))
