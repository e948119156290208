"""What a dossier that was brought over stands on: a diagram that says it was settled elsewhere, and its procedure."""

import json
from collections.abc import Iterable

from engine.bpmn.deployment import PROCEDURE_FILE, PROCESS_FILE, Deployment, Files, assemble
from engine.errors import Refused
from engine.model.procedure import Procedure
from engine.store import deployments
from engine.store.deployments import Deployments
from engine.store.work import Work
from migration_tools.store.runs import Run

UNNAMED = "Thủ tục chưa rõ (theo hệ thống cũ)"

_DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="Definitions_HeThongCu" targetNamespace="urn:motcua:legacy">
  <bpmn:process id="Process_HeThongCu" name="Giải quyết trên hệ thống cũ" isExecutable="true">
    <bpmn:startEvent id="Start_HeThongCu" name="Tiếp nhận trên hệ thống cũ">
      <bpmn:outgoing>Flow_HeThongCu</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:sequenceFlow id="Flow_HeThongCu" sourceRef="Start_HeThongCu" targetRef="End_HeThongCu"/>
    <bpmn:endEvent id="End_HeThongCu" name="Kết thúc trên hệ thống cũ">
      <bpmn:incoming>Flow_HeThongCu</bpmn:incoming>
    </bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_HeThongCu">
    <bpmndi:BPMNPlane id="Plane_HeThongCu" bpmnElement="Process_HeThongCu">
      <bpmndi:BPMNShape id="Start_HeThongCu_di" bpmnElement="Start_HeThongCu">
        <dc:Bounds x="160" y="100" width="36" height="36"/>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="End_HeThongCu_di" bpmnElement="End_HeThongCu">
        <dc:Bounds x="420" y="100" width="36" height="36"/>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="Flow_HeThongCu_di" bpmnElement="Flow_HeThongCu">
        <di:waypoint x="196" y="118"/><di:waypoint x="420" y="118"/>
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def deployed(work: Work, procedures: Iterable[tuple[str, str, str]], run: Run) -> dict[tuple[str, str], str]:
    """Store what dossiers of these procedures (code, case, name) stand on; return hashes by code and case."""
    known = Deployments()
    hashes = {}
    for code, case, name in procedures:
        files = _files(in_force(work, known, code, case, run), code, case, name)
        deployment = assemble(files)
        deployments.add(work, deployment, files, run.begun_at)
        hashes[code, case] = deployment.digest
    return hashes


def in_force(work: Work, known: Deployments, code: str, case: str, run: Run) -> Deployment | None:
    """Return the published procedure of a code and case as the run found it, if there is one."""
    try:
        return known.in_force(work, code, case, run.begun_at)
    except Refused:
        return None


def _files(published: Deployment | None, code: str, case: str, name: str) -> Files:
    facts = _unknown(code, case, name) if published is None else _known(published.procedure)
    return {
        PROCESS_FILE: _DIAGRAM.encode(),
        PROCEDURE_FILE: json.dumps(facts, ensure_ascii=False, sort_keys=True).encode(),
    }


def _known(procedure: Procedure | None) -> dict[str, object]:
    assert procedure is not None, "a version in force belongs to a procedure"
    return _unknown(procedure.code, procedure.case, procedure.name) | {
        "field": procedure.field,
        "receiving_level": procedure.receiving_level,
        "deciding_level": procedure.deciding_level,
        "result": procedure.result,
    }


def _unknown(code: str, case: str, name: str) -> dict[str, object]:
    """Nothing is opened on these facts, so what nobody knows stands as the least that can be said."""
    return {
        "format": 1,
        "code": code,
        "case": case,
        "name": name or code or UNNAMED,
        "field": "khac",
        "receiving_level": "commune",
        "deciding_level": "commune",
        "limit": {"amount": "0", "unit": "working_day"},
        "counting": "by_minute",
        "cut_off": None,
        "same_day": False,
        "documents": [],
        "result": "",
        "fee": {"amount_vnd": 0, "note": ""},
        "legal_basis": [],
        "provenance": {
            "kind": "reconstructed",
            "source": "Hệ thống cũ",
            "notes": [
                "Chỉ tên và mã được chuyển sang; thời hạn và thành phần hồ sơ không có trong hệ thống cũ."
            ],
        },
        "effective_from": "2000-01-01",
    }
