"""Each legacy system writes a dossier in its own manner: numbers or words, ids or codes, rows or documents."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from migration_tools.faults.generate import facts
from migration_tools.faults.generate.run import Kind
from migration_tools.faults.generate.truth import read_right
from migration_tools.text.decode import decode
from tests.support.legacy_made import Made, make


@pytest.fixture(scope="module")
def systems(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Made]:
    folder: Path = tmp_path_factory.mktemp("systems")
    kinds = (Kind.OPENCPS1_INTEGERS, Kind.OPENCPS1_WORDS, Kind.OPENCPS2, Kind.EPAR, Kind.REGISTER_DBF_TCVN3)
    return {kind: make(kind, folder / kind) for kind in kinds}


def rows(made: Made, table: str) -> list[dict[str, Any]]:
    return [dict(zip(made.columns[table], row, strict=True)) for row in made.rows[table].values()]


def test_the_older_opencps_writes_statuses_as_integers(systems: dict[Kind, Made]) -> None:
    statuses = {row["dossierStatus"] for row in rows(systems[Kind.OPENCPS1_INTEGERS], "opencps_dossier")}

    assert {1, 2, 6, 8} <= statuses
    assert all(isinstance(status, int) for status in statuses)


def test_the_newer_opencps_writes_statuses_as_words(systems: dict[Kind, Made]) -> None:
    statuses = {row["dossierStatus"] for row in rows(systems[Kind.OPENCPS1_WORDS], "opencps_dossier")}

    assert {b"receiving", b"waiting", b"processing", b"done"} <= {_raw(status) for status in statuses}


def test_opencps1_names_procedures_by_the_ids_of_its_table(systems: dict[Kind, Made]) -> None:
    made = systems[Kind.OPENCPS1_WORDS]
    known = {row["serviceinfoId"] for row in rows(made, "opencps_serviceinfo")}
    lost = {
        made.cell(fault, "dossierId") for fault in made.of("procedure.unknown") + made.of("procedure.missing")
    }

    unknown = {row["dossierId"] for row in rows(made, "opencps_dossier") if row["serviceInfoId"] not in known}

    assert unknown == lost


def test_the_ways_of_opencps1_begin_and_end_at_nought(systems: dict[Kind, Made]) -> None:
    ways = rows(systems[Kind.OPENCPS1_WORDS], "opencps_processworkflow")

    assert ways[0]["preProcessStepId"] == ways[-1]["postProcessStepId"] == 0
    assert len(ways) == len(facts.words()["steps"]) + 1


def test_opencps2_writes_names_of_procedures_as_liferay_xml(systems: dict[Kind, Made]) -> None:
    names = [row["serviceName"] for row in rows(systems[Kind.OPENCPS2], "opencps_serviceinfo")]

    assert [etree.fromstring(_raw(name)).findtext("Name") for name in names] == [
        fact.name for fact in facts.procedures()
    ]


def test_no_password_is_made(systems: dict[Kind, Made]) -> None:
    assert all(row["password_"] is None for row in rows(systems[Kind.OPENCPS2], "opencps_dossier"))


def test_epar_keeps_workflow_and_form_as_documents(systems: dict[Kind, Made]) -> None:
    for row in rows(systems[Kind.EPAR], "t_par_record"):
        form = etree.fromstring(_raw(row["C_XML_DATA"]))

        assert etree.fromstring(_raw(row["C_XML_WORKFLOW"])).tag == "workflow"
        assert [item.get("id") for item in form] == ["so_giay_to", "dia_chi", "dien_thoai"]


def test_an_epar_dossier_without_steps_is_one_that_never_started(systems: dict[Kind, Made]) -> None:
    made = systems[Kind.EPAR]
    empty = [
        row for row in rows(made, "t_par_record") if not len(etree.fromstring(_raw(row["C_XML_WORKFLOW"])))
    ]

    assert {row["PK_RECORD"] for row in empty} == {
        made.cell(fault, "PK_RECORD") for fault in made.of("process.never_started")
    }


def test_a_dbf_register_is_in_its_encoding_throughout(systems: dict[Kind, Made]) -> None:
    made = systems[Kind.REGISTER_DBF_TCVN3]
    right = [row for row in read_right(made.folder) if "applicant" in row.values]
    names = {(row.table, row.position): row.values["applicant"] for row in right}
    column = made.columns["so"].index("HO_TEN")

    for (table, position), name in names.items():
        raw = _raw(made.rows[table][position][column]).rstrip()
        assert raw != name.encode()
        assert decode(raw, "tcvn3") == name


def _raw(cell: Any) -> bytes:
    return cell if isinstance(cell, bytes) else str(cell).encode()
