"""Automatic layout: gives a BPMN file its picture (BPMN 2.0.2 clause 12, diagram interchange)."""

from processes.layout.document import lay_out

__all__ = ["lay_out"]
