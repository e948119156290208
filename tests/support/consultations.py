"""A procedure that asks several units for their opinion: A chooses them, each answers in B, C goes on with it."""

import json
import re
from collections.abc import Mapping
from typing import Any

from processes.package import Package, read_package
from tests.support.city import Town
from tests.support.packages import package

UNITS = ("SXD", "STC", "SQHKT")
"""Three departments of the city, none in charge of the procedure's own field."""

LAW = "Luật Xây dựng 2014, Điều 102"
NO_LAW: Mapping[str, Any] = {}
_CHOICE = {
    "type": "object",
    "title": "Chọn cơ quan lấy ý kiến",
    "properties": {
        "don_vi_lay_y_kien": {
            "type": "array",
            "title": "Các cơ quan được lấy ý kiến",
            "items": {"type": "string", "title": "Cơ quan", "x-source": "departments"},
            "uniqueItems": True,
        }
    },
    "required": ["don_vi_lay_y_kien"],
}
_AGAIN = {
    "type": "object",
    "title": "Tổng hợp ý kiến",
    "properties": {"hoi_lai": {"type": "boolean", "title": "Hỏi lại"}},
    "required": ["hoi_lai"],
}
ALL_ANSWERS = ""
TWO_ANSWERS = "nrOfCompletedInstances &gt;= 2"
ONE_REFUSAL = 'some y in y_kien satisfies y.ket_qua = "khong_dong_y"'


def consulting(
    done: str = ALL_ANSWERS, *, procedure: Mapping[str, Any] = NO_LAW, silence: str | None = None
) -> Package:
    """`done` ends the consultation early; after the working time `silence` it goes on without the answers."""
    arrows = ("s -> A -> B -> x -> C -> e", *(["b -> x"] if silence else []))
    drawn = package(
        *arrows,
        procedure=procedure,
        seats={"B": "city department handler"},
        budgets={"B": "P2D"},
        forms={"A": {}, "B": {"ket_qua": "string"}},
        hosts={"b": "B"},
        timers={"b": silence} if silence else {},
    )
    condition = f"<completionCondition>{done}</completionCondition>" if done else ""
    loop = (
        '<multiInstanceLoopCharacteristics motcua:collection="don_vi_lay_y_kien" motcua:item="don_vi" '
        f'motcua:results="y_kien">{condition}</multiInstanceLoopCharacteristics>'
    )
    bpmn = drawn.files["process.bpmn"].decode()
    bpmn, found = re.subn(
        r'(<userTask id="B"[^>]*)></userTask>', rf'\1 motcua:unit="don_vi">{loop}</userTask>', bpmn
    )
    assert found == 1
    files = dict(drawn.files) | {
        "process.bpmn": bpmn.encode(),
        "forms/A.json": json.dumps(_CHOICE).encode(),
    }
    return read_package(files)


def asking_again() -> Package:
    """One refusal ends it; C says whether to choose and ask anew."""
    files = dict(consulting(ONE_REFUSAL).files)
    once = b'<sequenceFlow id="C_e" sourceRef="C" targetRef="e"></sequenceFlow>'
    again = (
        b'<exclusiveGateway id="y" default="y_e"/><sequenceFlow id="C_y" sourceRef="C" targetRef="y"/>'
        b'<sequenceFlow id="y_e" sourceRef="y" targetRef="e"/><sequenceFlow id="y_A" sourceRef="y" targetRef="A">'
        b"<conditionExpression>hoi_lai = true</conditionExpression></sequenceFlow>"
    )
    bpmn = files["process.bpmn"].replace(once, again)
    files["process.bpmn"] = bpmn.replace(b'<userTask id="C"', b'<userTask motcua:form="C" id="C"')
    files["forms/C.json"] = json.dumps(_AGAIN).encode()
    return read_package(files)


def asked(town: Town, package: Package, *units: str) -> str:
    """Put it in force, receive a dossier on Monday 05/11/2018 08:15 and ask these units at once; its code."""
    town.put_in_force(package)
    dossier = town.open()
    town.complete(dossier, "A", don_vi_lay_y_kien=list(units))
    return dossier
