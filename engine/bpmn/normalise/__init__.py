"""The normal form of a process: everything BPMN lets a drawing leave out or abbreviate, made explicit.

Works on read values and returns read values, one rule a file; what is added is marked by `SYNTHETIC` in its id,
which no NCName can hold, and never shows in a trace.
"""

from engine.bpmn.normalise.form import normalise
from engine.bpmn.normalise.names import SYNTHETIC, drawn

__all__ = ["SYNTHETIC", "drawn", "normalise"]
