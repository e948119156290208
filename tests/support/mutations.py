"""Diagrams as a careless hand or a hostile one would change them: elements moved, doubled, retagged, misreferred."""

import random
from copy import deepcopy

from lxml import etree

from engine.bpmn.tags import BPMN, MOTCUA

TEXTS = (
    *("", " ", "x", "~", "1 A", "Á", "true", "false", "-1", "a" * 300, "\n"),
    *("commune", "P1D", "P0D", "P-1D", "P99999999999D", "PT99999999999999999999H", "9999-12-31T23:59:59Z"),
    *("${a == 1}", "so =", "9**9**9", 'date("2018-13-01") = so', "((((((((so", "Process_PhatHanhVanBan"),
)
TAGS = (
    *("startEvent", "endEvent", "userTask", "task", "subProcess", "callActivity", "receiveTask", "sendTask"),
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "boundaryEvent", "sequenceFlow", "process"),
    *("intermediateCatchEvent", "intermediateThrowEvent", "lane", "timerEventDefinition", "timeDuration"),
    *(
        "messageEventDefinition",
        "terminateEventDefinition",
        "conditionExpression",
        "scriptTask",
        "transaction",
    ),
)
ATTRIBUTES = (
    *(
        "id",
        "name",
        "default",
        "isExecutable",
        "cancelActivity",
        "attachedToRef",
        "calledElement",
        "messageRef",
    ),
    *("sourceRef", "targetRef", "triggeredByEvent", f"{MOTCUA}workingTime", f"{MOTCUA}role", f"{MOTCUA}form"),
)


def mutate(bpmn: bytes, dice: random.Random) -> bytes:
    """Change a diagram in one to six places; it stays well-formed XML."""
    root = etree.fromstring(bpmn)
    for _ in range(dice.randint(1, 6)):
        elements = [each for each in root.iter(f"{BPMN}*") if each is not root]
        if not elements:
            break
        dice.choice(_CHANGES)(dice.choice(elements), dice.choice(elements), dice)
    return etree.tostring(root)


def _remove(one: etree._Element, _: etree._Element, dice: random.Random) -> None:
    parent = one.getparent()
    assert parent is not None
    parent.remove(one)


def _retag(one: etree._Element, _: etree._Element, dice: random.Random) -> None:
    one.tag = BPMN + dice.choice(TAGS)


def _set(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    name = dice.choice([*ATTRIBUTES, *sorted(map(str, one.attrib))])
    one.set(name, dice.choice([*TEXTS, other.get("id") or "x"]))


def _unset(one: etree._Element, _: etree._Element, dice: random.Random) -> None:
    for name in sorted(map(str, one.attrib))[: dice.randint(1, 3)]:
        del one.attrib[name]


def _move(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    if one not in [other, *other.iterancestors()]:
        other.append(one)


def _say(one: etree._Element, _: etree._Element, dice: random.Random) -> None:
    one.text = dice.choice(TEXTS)


def _double(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    twin = deepcopy(one)
    for each in twin.iter(f"{BPMN}*"):
        if "id" in each.attrib and dice.random() < 0.9:
            each.set("id", f"{each.get('id')}_{dice.randrange(1000)}")
    other.append(twin)


def _add(one: etree._Element, _: etree._Element, dice: random.Random) -> None:
    etree.SubElement(one, BPMN + dice.choice(TAGS), id=f"n{dice.randrange(10**6)}")


_CHANGES = (_remove, _retag, _set, _unset, _move, _say, _double, _add)
