"""Walks: one instance played in memory under a virtual clock, as a designer's scenario says (DESIGN §4)."""

from processes.walk.script import Script, read_script
from processes.walk.walker import ENGINES, Answer, walk

__all__ = ["ENGINES", "Answer", "Script", "read_script", "walk"]
