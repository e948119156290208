"""Every operator stands in the README with an example that does what is written beside it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import migration_tools.mapping
from migration_tools.mapping.apply import apply
from migration_tools.mapping.compiled import compile_table
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.shape import SCHEMA

README = Path(migration_tools.mapping.__file__).with_name("README.md").read_text(encoding="utf-8")
OPTIONS = {"pivot_year", "serial", "max", "at", "index", "on_missing", "plain"}


def examples() -> list[list[str]]:
    table = README.split("| operator |")[1].split("\n\n")[0].splitlines()[2:]
    return [
        [cell.strip().strip("`").replace("␣", " ") for cell in line.strip("|").split(" | ")] for line in table
    ]


def operators() -> set[str]:
    words, group = SCHEMA["$defs"]["op"]["anyOf"]
    return (set(words["enum"]) | set(group["properties"])) - OPTIONS


def test_every_operator_of_the_schema_has_an_example() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert {example[0] for example in examples()} == operators()


@pytest.mark.parametrize("example", examples(), ids=lambda example: example[0])
def test_an_example_does_what_the_readme_says(example: list[str]) -> None:
    _, _, written, there, becomes = example
    origin = "" if written.startswith("from:") else "from: cot, "
    text = f"mapping: a@1\nkey: [so]\nunit: {{const: U}}\nfields:\n  extra.x: {{{origin}{written}}}\n"
    mapping = read_mapping(text)
    columns = ("so", "cot", "trong", "khac")

    record = apply(compile_table(mapping, mapping.tables[0], columns), ("1", there, "", "khác"))

    waits = any(problem.treatment.value == "quarantine" for problem in record.problems)
    assert ("!" if waits else str(record.values.get("extra.x"))) == becomes, json.dumps(
        [problem._asdict() if hasattr(problem, "_asdict") else str(problem) for problem in record.problems]
    )
