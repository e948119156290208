"""A dossier as it is about to be shown: what every part of its page starts from."""

from dataclasses import dataclass

from api.web.request import Page
from engine.bpmn.deployment import Deployment
from engine.reports.dossier_head import DossierHead
from engine.reports.open_tasks import OpenTask
from engine.reports.timeline import Happening
from engine.store.work import Work


@dataclass(frozen=True, slots=True)
class Shown:
    """The page and the open reading, the dossier and its process, and whether the reader's unit works on it."""

    page: Page
    work: Work
    head: DossierHead
    deployment: Deployment
    tasks: list[OpenTask]
    happenings: list[Happening]
    is_inside: bool
