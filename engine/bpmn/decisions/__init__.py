"""Decision tables (OMG DMN): a file becomes a `Decision`, and a decision turns data into data."""

from engine.bpmn.decisions.compile import DecisionReading, read_decision
from engine.bpmn.decisions.decision import Decision
from engine.bpmn.decisions.overlap import check_decision

__all__ = ["Decision", "DecisionReading", "check_decision", "read_decision"]
