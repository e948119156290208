"""A file of the suite put into our terms in memory: script tasks as tasks, Java conditions as `${…}`."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CONDITIONS = frozenset({"conditionExpression", "condition", "loopCondition", "completionCondition"})


@dataclass(frozen=True, slots=True)
class Adapted:
    """The file with one process to run as a dossier, and the script that each of its tasks stood for."""

    content: bytes
    scripts: Mapping[str, str]


def adapt(original: bytes) -> list[Adapted]:
    """Return the file once for each process that a dossier may run, the main one first.

    A process that another one calls is no dossier of its own.
    """
    root = etree.fromstring(original)
    scripts = {_id(task): _turn_into_task(task) for task in [*root.iter(f"{BPMN}scriptTask")]}
    for condition in root.iter(*(f"{BPMN}{tag}" for tag in CONDITIONS)):
        condition.text = juel(condition.text or "")
    processes = root.findall(f"{BPMN}process")
    copies = []
    for own in (process for process in processes if process.get("id") not in called(root)):
        for process in processes:
            process.set("isExecutable", "true" if process is own else "false")
        copies.append(Adapted(etree.tostring(root), scripts))
    return copies


def called(root: etree._Element) -> set[str]:
    """Return the processes that call activities name."""
    return {call.get("calledElement", "") for call in root.iter(f"{BPMN}callActivity")}


def juel(text: str) -> str:
    """Write a Java-EL condition in the form older diagrams carry; a stray `>` (one file has it) goes."""
    text = text.strip()
    return text if text.startswith("${") else f"${{{text.removesuffix('>')}}}"


def _turn_into_task(task: etree._Element) -> str:
    task.tag = f"{BPMN}userTask"
    found = task.find(f"{BPMN}script")
    if found is None:
        return ""
    task.remove(found)
    return (found.text or "").strip()


def _id(element: etree._Element) -> str:
    return element.get("id") or ""
