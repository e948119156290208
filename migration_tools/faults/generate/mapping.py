"""The mapping with which a technician would read a synthetic database: a preset, and what is the unit's own."""

import json
from collections.abc import Mapping
from typing import Any

from migration_tools.faults.generate import facts
from migration_tools.faults.generate.register import DBF_NAMES, HEADINGS
from migration_tools.faults.generate.register_xlsx import HEADER_ROW, SHEET
from migration_tools.faults.generate.run import Kind
from migration_tools.text.decode import encode

_ANY = ["utf-8", "tcvn3", "vni", "viscii", "cp1258", "vps"]
_WIDTH = 75
_SHARED = "motcua01"
_EXTENDS: Mapping[Kind, str] = {
    Kind.OPENCPS1_INTEGERS: "preset/opencps1@1",
    Kind.OPENCPS1_WORDS: "preset/opencps1@1",
    Kind.OPENCPS2: "preset/opencps2@1",
    Kind.EPAR: "preset/epar@1",
    Kind.REGISTER_XLSX: "preset/register-xlsx@1",
    Kind.REGISTER_DBF_TCVN3: "preset/register-dbf@1",
}


def mapping_text(kind: Kind) -> str:
    """Return the mapping of a kind; it is JSON, which is YAML too."""
    return json.dumps(_mapping(kind), ensure_ascii=False, indent=1)


def _mapping(kind: Kind) -> dict[str, Any]:
    shared = {
        "mapping": f"synthetic/{kind.value}@1",
        "extends": _EXTENDS.get(kind, "preset/register-csv@1"),
        "lookups": _city(),
        "reference": {
            name: name for name in ("procedures", "succession", "people", "shared_accounts", "steps")
        },
    }
    match kind:
        case Kind.OPENCPS1_INTEGERS | Kind.OPENCPS1_WORDS:
            return shared | {"decode": {"candidates": _ANY}, "tables": {"opencps_dossier_log": _LOG}}
        case Kind.OPENCPS2:
            return shared | {"decode": {"candidates": _ANY}}
        case Kind.EPAR:
            table = {"fields": {"applicant": {"width": _WIDTH}}}
            return shared | {"decode": {"candidates": _ANY}, "tables": {"t_par_record": table}}
        case _:
            return shared | _register(kind)


# Which step follows which, and which is open, this system tells in columns of the unit's own.
_LOG = {
    "fields": {
        "previous": "processOrderId",
        "is_open": {"from": "actionInfo", "op": {"lookup": {"open": "true"}, "on_missing": "none"}},
    },
    "keep": ["stepId", "processWorkflowId", "requestCommand", "level", "actor", "actorId", "modifiedDate"],
}


def _city() -> dict[str, dict[str, str]]:
    words = facts.words()
    succession = {each.retired: each.code for each in facts.procedures()} | dict.fromkeys(
        words["abolished"], ""
    )
    return {
        "procedures": {each.code: each.name for each in facts.procedures()},
        "succession": succession,
        "people": {name: name for name in words["handlers"]},
        "shared_accounts": {_SHARED: _SHARED},
        "steps": {name: name for name in words["steps"]},
        "statuses": {word: status for status, word in words["statuses"].items()},
    }


def _register(kind: Kind) -> dict[str, Any]:
    column = _columns(kind)
    fields: dict[str, Any] = {name: {"from": column[name]} for name in _PLAIN}
    for name in ("received", "due", "returned"):
        fields[f"{name}_on"] = {"from": column[f"{name}_at"]}
    fields["applicant"] |= {"width": _WIDTH}
    fields["phone"] = {"from": column["phone"], "op": ["trim", {"regex_extract": "^([0-9]{9,11})$"}]}
    fields["status"] = {"from": column["status"], "lookup": "statuses", "required": True}
    fields["extra.submitted_at"] = {"from": column["extra.submitted_at"], "type": "datetime"}
    for index, name in enumerate(("extra.asked", "extra.answered")):
        split = {"split": "/", "index": index}
        fields[name] = {"from": column["extra.questions"], "op": split, "type": "integer"}
    fields["extra.entered_on"] = {"from": column["extra.entered_on"], "type": "date"}
    fields["extra.submitter"] = {"from": column["extra.submitter"], "op": "viqr", "type": "text"}
    printed = {"from": column["extra.printed_name"], "type": "text", "capitals": "upper"}
    fields["extra.printed_name"] = printed
    fields["extra.attachment"] = {"from": column["extra.attachment"], "op": "text", "type": "text"}
    return {
        "source": _source(kind),
        "decode": {"candidates": ["tcvn3"] if "tcvn3" in kind else ["vni"] if "vni" in kind else _ANY},
        "key": [column["unit"], column["number"], column["received_at"]],
        "unit": {"from": column["unit"], "at": "received_on"},
        "fields": fields,
        "checks": [
            {"id": "DUE_BEFORE", "assert": "due_on >= received_on", "code": "date.due_before_receipt"},
            {
                "id": "RETURN_BEFORE",
                "assert": "returned_on >= received_on",
                "code": "date.return_before_receipt",
            },
            {"id": "ANSWERED", "assert": "answered <= asked"},
        ],
    }


def _columns(kind: Kind) -> Mapping[str, str]:
    """Headings as the source shows them: those in a legacy encoding stay byte for byte."""
    if kind is Kind.REGISTER_DBF_TCVN3:
        return DBF_NAMES
    encoding = {Kind.REGISTER_CSV_TCVN3: "tcvn3", Kind.REGISTER_CSV_VNI: "vni"}.get(kind)
    if encoding is None:
        return HEADINGS
    return {name: encode(heading, encoding).decode("latin-1") for name, heading in HEADINGS.items()}


_PLAIN = (
    "number",
    "procedure_code",
    "procedure_name",
    "place",
    "applicant",
    "identity_no",
    "address",
    "current_step",
    "handler",
    "note",
    "fee",
)


def _source(kind: Kind) -> dict[str, Any]:
    if kind is Kind.REGISTER_XLSX:
        return {"adapter": "xlsx", "sheet": SHEET, "header_row": HEADER_ROW, "merged_cells": "fill_down"}
    if kind is Kind.REGISTER_DBF_TCVN3:
        return {"adapter": "dbf", "table": "so"}
    return {"adapter": "csv", "header_row": 1, "table": "so"}
