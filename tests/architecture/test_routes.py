"""Every way in needs an actor (STYLE §9): a route that nobody guards fails here, not in the city."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api import health
from api.rest import app as rest
from api.rest.caller import caller
from api.web.pages import ROUTERS
from api.web.request import person_page, posted

GUARDS = {person_page, posted, caller}
PUBLIC = {
    "GET /healthz",
    "GET /readyz",
    "GET /",
    "GET /sign-in",
    "POST /sign-in",
    "POST /sign-in/demo",
    "POST /language",
    "GET /lookup",
    "POST /lookup",
    "GET /lookup/{code}",
    "GET /lookup/{code}/receipt",
    "GET /lookup/{code}/results/{result}",
    "POST /lookup/{code}/supplement",
    "POST /lookup/{code}/withdrawal",
    "POST /tokens",
    "GET /public/dossiers/{code}",
}


PAGES, REST = [health.router, *ROUTERS], list(rest.PARTS)


def routes(parts: list[APIRouter]) -> list[APIRoute]:
    return [route for part in parts for route in part.routes if isinstance(route, APIRoute)]


def names(route: APIRoute) -> list[str]:
    return [f"{method} {route.path}" for method in sorted(route.methods)]


def calls(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for each in dependant.dependencies:
        yield from calls(each)


@pytest.mark.parametrize("route", routes(PAGES + REST), ids=lambda route: " ".join(names(route)))
def test_a_route_needs_an_actor_unless_it_is_meant_for_the_public(route: APIRoute) -> None:
    is_guarded = not GUARDS.isdisjoint(calls(route.dependant))

    assert is_guarded != (names(route)[0] in PUBLIC)


@pytest.mark.parametrize("route", routes(PAGES), ids=lambda route: " ".join(names(route)))
def test_a_page_that_changes_something_checks_where_the_form_came_from(route: APIRoute) -> None:
    reads = {"GET", "HEAD"}
    checked = any(getattr(call, "__name__", "").startswith("posted") for call in calls(route.dependant))

    assert checked or route.methods <= reads


@pytest.mark.parametrize("parts", [PAGES, REST], ids=["pages", "rest"])
def test_no_path_is_served_twice(parts: list[APIRouter]) -> None:
    served = [name for route in routes(parts) for name in names(route)]

    assert sorted(served) == sorted(set(served))
