"""A package: one procedure with its diagram, forms and walks, read from files and judged as a whole."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources
from typing import Any

from jsonschema import Draft202012Validator

from engine.bpmn.deployment import (
    PROCEDURE_FILE,
    PROCESS_FILE,
    WALKS_FOLDER,
    Deployment,
    Files,
    compile_file,
    decisions_of,
    digest_of,
    form_files,
    form_key,
)
from engine.bpmn.finding import Finding, error
from engine.model.procedure import Procedure
from forms import Form
from forms import check as check_form


@dataclass(frozen=True)
class Package:
    """What a folder or zip holds; `deployment` is None where findings of severity error stand in the way."""

    files: Files
    deployment: Deployment | None
    walks: Mapping[str, Any]
    findings: tuple[Finding, ...]


def read_package(files: Files) -> Package:
    """Compile the files of a package, or a single diagram. Never raises for what the files contain."""
    findings: list[Finding] = []
    if PROCESS_FILE not in files:
        text = f"Gói quy trình thiếu tệp {PROCESS_FILE}; hãy thêm sơ đồ rồi nộp lại."
        return Package(files, None, {}, (error("read.no_diagram", None, text),))
    procedure = _procedure(files, findings)
    forms = _forms(files, findings)
    walks = {name: _json(name, files, findings) for name in sorted(files) if name.startswith(WALKS_FOLDER)}
    decisions, found = decisions_of(files)
    processes = compile_file(files[PROCESS_FILE], decisions)
    findings += [*found, *processes.findings]
    deployment = None
    if processes.main is not None and not (PROCEDURE_FILE in files and procedure is None):
        deployment = Deployment(digest_of(files), procedure, processes.main, processes.by_id, forms)
    return Package(files, deployment, walks, tuple(findings))


def _json(name: str, files: Files, findings: list[Finding]) -> Any:
    try:
        return json.loads(files[name])
    except (ValueError, RecursionError) as problem:
        text = f"Tệp {name} không phải JSON đọc được ({problem}); hãy sửa rồi nộp lại."
        findings.append(error("read.not_json", None, text))
        return None


def _procedure(files: Files, findings: list[Finding]) -> Procedure | None:
    if PROCEDURE_FILE not in files:
        return None
    unread = len(findings)
    stored = _json(PROCEDURE_FILE, files, findings)
    if len(findings) > unread:
        return None
    problems = sorted(_procedure_schema().iter_errors(stored), key=lambda problem: problem.json_path)
    for problem in problems:
        text = f"{PROCEDURE_FILE}: mục {problem.json_path} chưa đúng ({problem.message[:200]}); hãy sửa lại."
        findings.append(error("read.procedure", None, text))
    return None if problems else Procedure.from_json(stored)


@cache
def _procedure_schema() -> Draft202012Validator:
    text = resources("processes").joinpath("procedure.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _forms(files: Files, findings: list[Finding]) -> dict[str, Form]:
    forms = {}
    for name in form_files(files):
        schema = _json(name, files, findings)
        if schema is None:
            continue
        problems = check_form(schema)
        for problem in problems:
            findings.append(error(f"form.{problem.code}", None, f"{name}{problem.path}: {problem.message}"))
        if not problems:
            forms[form_key(name)] = Form(schema)
    return forms
