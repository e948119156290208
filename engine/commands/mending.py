"""How an incident is mended: who may, the same command once more, and what is told of it.

Those who mend are the leaders and the administrator of the unit that received the dossier, and the Office, which
puts processes in force for the whole city (Mục 5: a process has one owner).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from engine.commands.complete_task import CompleteTask, answer_of
from engine.commands.deliver_message import DeliverMessage
from engine.commands.desk import CLOCK_ITSELF, Case, Command, Desk, Outcome
from engine.commands.fire_timer import FireTimer
from engine.commands.guard import require_actor
from engine.commands.report_unstaffed import ReportUnstaffed
from engine.commands.settle import procedure_of
from engine.errors import Refused, Stuck
from engine.events import Event, EventKind
from engine.model.actor import Actor
from engine.model.dossier import Dossier
from engine.model.incident import Incident, Mend, Mended
from engine.model.role import Role
from engine.model.unit_tree import UnitTree
from engine.store import dossiers, incidents, people
