"""Each preset reads its product's rows, and a unit's own file on top of it stays short."""

from datetime import UTC, date, datetime

import pytest

from migration_tools.cell import Cell
from migration_tools.mapping.apply import apply
from migration_tools.mapping.compiled import compile_table
from migration_tools.mapping.library import PRESETS
from migration_tools.mapping.model import LegacyMapping
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.record import Mapped

UNIT_ON_OPENCPS = """
mapping: so-gtvt/mot-cua@1
extends: preset/opencps1@1
zone: utc
unit: {const: H26.SoGTVT}
tables:
  opencps_dossier:
    fields: {extra.domain: serviceDomainIndex}
"""
UNIT_ON_REGISTER = """
mapping: xa-a/so-2018@1
extends: preset/register-xlsx@1
source: {sheet: "HS*", header_row: 5}
key: [so_ho_so]
unit: {const: H26.XaA, at: received_on}
fields:
  number: Số hồ sơ
  applicant: Họ và tên
  received_on: Ngày nhận
  due_on: Ngày hẹn trả
  returned_on: Ngày trả kết quả
  status: Trạng thái
  fee: Lệ phí
keep: ["*"]
"""


def record(mapping: LegacyMapping, table: str, **cells: Cell) -> Mapped:
    found = mapping.table(table)
    assert found is not None
    return apply(compile_table(mapping, found, tuple(cells)), tuple(cells.values()))


def preset(name: str) -> LegacyMapping:
    return read_mapping((PRESETS / f"preset/{name}@1.yaml").read_text(encoding="utf-8"))


OPENCPS1 = {
    "dossierId": 7, "govAgencyCode": "H26.A", "subjectName": "Lê Văn Bình", "receptionNo": "0000001/2018",
    "receiveDatetime": datetime(2018, 11, 5, 9, 30), "estimateDatetime": "2018-11-12 17:00:00", "finishDatetime": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (0, "new"),
        (6, "processing"),
        (8, "done"),
        (7, "cancelled"),
        ("canceled", "cancelled"),
        ("ended", "done"),
    ],
)
def test_opencps1_is_read_in_both_dialects(written: Cell, meant: str) -> None:
    found = record(preset("opencps1"), "opencps_dossier", **OPENCPS1, dossierStatus=written)

    assert found.problems == ()
    assert (found.key, found.values["number"], found.values["status"]) == ("7", "0000001/2018", meant)
    assert found.values["due_at"] == datetime(2018, 11, 12, 10, tzinfo=UTC)
    assert found.values["unit_on"] == date(2018, 11, 5)


def test_a_status_that_opencps1_never_had_waits_for_a_person() -> None:
    found = record(preset("opencps1"), "opencps_dossier", **OPENCPS1, dossierStatus=99)

    assert [problem.code for problem in found.problems] == ["status.unknown"]


def test_the_history_of_opencps1_points_at_its_dossier() -> None:
    found = record(
        preset("opencps1"), "opencps_dossier_log", dossierLogId=3, dossierId=7, dossierStatus="6",
        updateDatetime="2018-11-05 10:00:00", createDate=None, actorName="Trần Thị C", stepName="Thẩm định",
    )  # fmt: skip

    assert (found.kind, found.key, found.problems) == ("history", "3", ())
    assert (found.values["dossier_key"], found.values["seq"], found.values["to_status"]) == (
        "7",
        3,
        "processing",
    )
    assert found.values["at"] == datetime(2018, 11, 5, 3, tzinfo=UTC)


def test_opencps2_reads_liferays_names_and_leaves_secrets_behind() -> None:
    liferay = '<?xml version="1.0"?><root><Name language-id="vi_VN">Đăng ký kết hôn</Name></root>'
    cells: dict[str, Cell] = {
        "dossierId": 7, "govAgencyCode": "H26.A", "applicantName": "Lê Văn Bình", "dossierNo": "CNTBD.181121.00334",
        "receiveDate": "2018-11-05 09:30:00", "dueDate": "2018-11-01 09:30:00", "dossierStatus": "procesing",
        "password_": "x1y2", "serviceName": liferay,
    }  # fmt: skip

    found = record(preset("opencps2"), "opencps_dossier", **cells)

    assert found.values["procedure_name"] == "Đăng ký kết hôn"
    assert found.values["status"] == "processing"
    assert [problem.code for problem in found.problems] == ["date.due_before_receipt"]
    assert "x1y2" not in map(str, found.values.values())


def test_epar_is_read_out_of_its_forms() -> None:
    items = '<item id="so_giay_to"><value>001087004321</value></item><item id="dia_chi"><value>Ba  Vì</value></item>'
    form = f'<?xml version="1.0" encoding="UTF-8"?><data>{items}</data>'
    found = record(
        preset("epar"), "t_par_record", PK_RECORD=1, C_CODE="01", C_OWNER_CODE="H26.A", C_NAME="Lê Văn Bình",
        C_RECEIVED_DATE="2018-11-05 09:30:00", C_STATUS="done", C_ONLINE="0", C_XML_DATA=form,
    )  # fmt: skip

    assert found.problems == ()
    assert (found.values["identity_no"], found.values["address"], found.values["phone"]) == (
        "001087004321",
        "Ba Vì",
        None,
    )
    assert found.values["extra.online"] is False


@pytest.mark.parametrize(
    "name", ["opencps1", "opencps2", "epar", "register-xlsx", "register-csv", "register-dbf"]
)
def test_every_preset_takes_a_units_file_over_it(name: str) -> None:
    mapping = read_mapping(f"mapping: a/b@1\nextends: preset/{name}@1\nunit: {{const: H26.A}}\n" + (
        "key: so\nfields: {number: so}\n" if name.startswith("register") else ""
    ))  # fmt: skip

    dossiers = [table for table in mapping.tables if table.kind == "dossier"]
    assert [table.unit and table.unit.const for table in dossiers] == ["H26.A"]


@pytest.mark.parametrize("text", [UNIT_ON_OPENCPS, UNIT_ON_REGISTER])
def test_a_units_file_is_under_forty_lines(text: str) -> None:
    assert len(text.strip().splitlines()) < 40
    assert read_mapping(text).tables


def test_a_unit_says_whose_dossiers_they_are_and_in_which_zone() -> None:
    cells = {**OPENCPS1, "dossierStatus": "done", "serviceDomainIndex": "LV1"}

    found = record(read_mapping(UNIT_ON_OPENCPS), "opencps_dossier", **cells)

    assert (found.values["unit"], found.values["extra.domain"]) == ("H26.SoGTVT", "LV1")
    assert found.values["received_at"] == datetime(2018, 11, 5, 9, 30, tzinfo=UTC)


def test_a_register_on_its_preset_is_read_by_headings() -> None:
    cells: dict[str, Cell] = {
        "Số hồ sơ": "01", "Họ và tên": "Lê Văn Bình", "Ngày nhận": "5/11/18", "Ngày hẹn trả": "12/11/2018",
        "Ngày trả kết quả": "01/11/2018", "Trạng thái": "Đã trả", "Lệ phí": "20.000", "Cột lạ": "x",
    }  # fmt: skip

    found = record(read_mapping(UNIT_ON_REGISTER), "HS 2018", **cells)

    assert (found.values["status"], found.values["fee"], found.values["extra.cot_la"]) == ("done", 20000, "x")
    assert "date.return_before_receipt" in [problem.code for problem in found.problems]
