"""Nobody alters what is recorded: every route is tried by those with the most rights, and every table by its owner."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from fastapi.routing import APIRoute
from lxml import html

from api.demo.city import DEMO_PASSWORD
from api.web.pages import ROUTERS
from tests.support.city import Town
from tests.support.database import connect
from tests.support.rest import Client

RECORDS = ("due_ledger", "journal", "code_scheme", "dossier_alias", "directory_change", "package_event")
STRONGEST = ("lanhdao", "quantri.tp", "congbo", "tiepnhan")
SESSIONS = re.compile(r"/(sign-out|sign-in|tokens|password)")
"""Left out: they end the session that tries."""


def record(town: Town) -> set[str]:
    return {
        row[0] for table in ("due_ledger", "journal") for row in town.rows(f"SELECT t::text FROM {table} t")
    }


def guessed(name: str, described: dict[str, Any], names: dict[str, Any], known: dict[str, str]) -> Any:
    """A value that a field would take: what it is called decides, then its type."""
    described = names.get(described.get("$ref", "").rpartition("/")[2], described)
    if name in known:
        return known[name]
    kind = described.get("type") or next(
        (each.get("type") for each in described.get("anyOf", ()) if each.get("type") != "null"), "string"
    )
    if kind == "object":
        fields = described.get("properties", {})
        return {each: guessed(each, inner, names, known) for each, inner in fields.items()}
    if kind == "array":
        return [guessed("", described.get("items", {}), names, known)]
    return {"integer": 1, "number": 1, "boolean": True}.get(kind, described.get("enum", ["Thử sửa sổ"])[0])


def values(town: Town, dossier: str) -> dict[str, str]:
    """What stands in paths and forms: this dossier, its open task, and dates that somebody might wish for."""
    task = town.tasks(dossier)[0]
    return {
        "code": dossier,
        "dossier": dossier,
        "task": str(task.id),
        "element": task.element,
        "unit": task.unit,
        "lead": "nguoi.khac",
        "day": "2018-11-20",
        "at": "2018-11-05T08:00:00+07:00",
        "due_at": "2030-01-01T10:00:00+07:00",
        "new_due_at": "2030-01-01T10:00:00+07:00",
        "received_at": "2018-01-01T10:00:00+07:00",
        "reason": "Thử sửa sổ",
        "document": "Công văn 1",
        "data": "{}",
    }


def operations(client: Client, known: dict[str, str]) -> Iterator[tuple[str, str, Any]]:
    """Every operation of the document that is no plain reading, with a body that its schema would take."""
    names = client.document["components"]["schemas"]
    for path, methods in client.document["paths"].items():
        for method, described in methods.items():
            if method != "get":
                content = described.get("requestBody", {}).get("content", {})
                schema = content.get("application/json", {}).get("schema", {})
                in_form = {name: each for name, each in known.items() if name != "data"}
                yield method, filled(path, known), guessed("", schema, names, in_form)


def filled(path: str, known: dict[str, str]) -> str:
    some = "00000000-0000-0000-0000-000000000001"
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: known.get(found[1], some), path)


@pytest.mark.parametrize("account", STRONGEST)
def test_no_operation_alters_or_removes_an_entry(town: Town, client: Client, account: str) -> None:
    dossier = town.open(code="1.001193")
    before, known = record(town), values(town, dossier)
    client.sign_in(account, DEMO_PASSWORD)
    tried = [each for each in operations(client, known) if not SESSIONS.search(each[1])]

    for method, path, body in tried:
        client.http.request(method, path, json=body, headers={"Authorization": f"Bearer {client.token}"})

    assert len(tried) > 20
    assert before <= record(town)


@pytest.mark.parametrize("account", STRONGEST)
def test_no_page_alters_or_removes_an_entry(town: Town, address: str, account: str) -> None:
    dossier = town.open(code="1.001193")
    before, known = record(town), values(town, dossier)
    routes = [each for router in ROUTERS for each in router.routes if isinstance(each, APIRoute)]
    posts = [each.path for each in routes if "POST" in each.methods and not SESSIONS.search(each.path)]

    with httpx.Client(base_url=address, follow_redirects=True, timeout=30) as browser:
        page = browser.post("/sign-in", data={"account": account, "password": DEMO_PASSWORD})
        (csrf, *_) = html.fromstring(page.text).xpath("//input[@name='csrf']/@value")
        answers = [browser.post(filled(path, known), data={**known, "csrf": csrf}) for path in posts]

    assert len(posts) > 20
    assert {answer.status_code for answer in answers} - {403} != set()
    assert before <= record(town)


@pytest.mark.parametrize("table", RECORDS)
def test_the_database_guards_every_record_against_its_owner(town: Town, table: str) -> None:
    guards = town.rows(
        "SELECT t.tgname, t.tgtype FROM pg_trigger t WHERE t.tgrelid = CAST(:name AS regclass) AND t.tgfoid ="
        " CAST('refuse_change' AS regproc) AND t.tgenabled = 'O'",
        name=table,
    )
    update, delete, truncate = 16, 8, 32

    guarded = 0
    for guard in guards:
        guarded |= guard.tgtype

    assert guarded & (update | delete | truncate) == update | delete | truncate


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE code_scheme SET largest = 1",
        "DELETE FROM code_scheme",
        "TRUNCATE code_scheme",
        "INSERT INTO code_scheme VALUES ('2018-01-01', 4, 5, 'x') ON CONFLICT (valid_from) DO UPDATE SET largest = 5",
    ],
)
def test_a_scheme_of_codes_is_added_never_changed(town: Town, change: str) -> None:
    with connect(town.database.url) as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(change)
