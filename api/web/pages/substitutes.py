"""Substitutes: who stands in for whom, arranged by the person, the leader, the head or the unit's administrator."""

from datetime import date
from secrets import token_urlsafe
from uuid import UUID, uuid5

from fastapi import APIRouter, Response

from api import problems
from api.web.request import Page, PersonPage, Posted, PostedForm
from api.web.units import unit_name
from engine.commands.appoint_substitute import ARRANGING, AppointSubstitute, own
from engine.commands.revoke_substitute import RevokeSubstitute
from engine.errors import Refused
from engine.model.role import Role
from engine.reports.substitutions import Post, arranged, posts
from engine.store.work import reading

router = APIRouter(prefix="/substitutes")
_ARRANGED = UUID("6e0a8b34-0d62-53a8-8a0d-1f6a3c4ce5d1")
_ARRANGERS = (*ARRANGING, Role.HEAD_OF_DIVISION)
_NAMES = ("post", "substitute", "valid_from", "valid_until", "reason")


@router.get("")
def show_substitutes(page: PersonPage) -> Response:
    """Show what is arranged for the person and in the units where the person arranges, and the form for more."""
    return _show(page, dict.fromkeys(_NAMES, ""), None)


@router.post("")
def appoint(page: PersonPage, posted: PostedForm) -> Response:
    """Let somebody stand in; what was typed is shown again with what is wrong."""
    try:
        page.services.engine.take(_asked(page, posted), page.person.actor)
    except Refused as refused:
        return _show(page, {name: posted.text(name) for name in _NAMES}, refused)
    return page.go("/substitutes")


@router.post("/{substitution}/revoke")
def revoke(page: PersonPage, posted: PostedForm, substitution: UUID) -> Response:  # noqa: ARG001
    """End it at once."""
    page.services.engine.take(RevokeSubstitute(substitution), page.person.actor)
    return page.go("/substitutes")


def _asked(page: Page, posted: Posted) -> AppointSubstitute:
    absent, unit, role = [*posted.text("post").split("|"), "", ""][:3]
    try:
        return AppointSubstitute(
            uuid5(_ARRANGED, f"{page.person.actor.person_id} {posted.text('key')}"),
            absent,
            posted.text("substitute"),
            unit,
            Role(role),
            date.fromisoformat(posted.text("valid_from")),
            date.fromisoformat(posted.text("valid_until")),
            posted.text("reason").replace("\0", ""),
        )
    except ValueError as unreadable:
        raise Refused("substitution.days", today=page.today) from unreadable


def _show(page: Page, typed: dict[str, str], refused: Refused | None) -> Response:
    me, units = page.person.actor.person_id, _units(page)
    arranges = sorted(
        {each.unit_code for each in own(page.person.actor.held_on(page.today)) if each.role in _ARRANGERS}
    )
    with reading(page.services.database) as work:
        rows, known = arranged(work, me, arranges), posts(work, units, page.today)
    return page.show(
        "substitutes.html",
        status=200 if refused is None else problems.status(refused),
        rows=rows,
        posts=[post for post in known if post.person == me or post.unit in arranges],
        people=_people(known, me),
        typed=typed,
        said=None if refused is None else problems.sentence(refused),
        key=token_urlsafe(16),
        unit_name=lambda code: unit_name(page, code),
        many_units=len(units) > 1,
        may_revoke=lambda row: row.absent == me or row.unit in arranges,
    )


def _units(page: Page) -> list[str]:
    return sorted({each.unit_code for each in own(page.person.actor.held_on(page.today))})


def _people(known: list[Post], me: str) -> list[Post]:
    """Everybody of the units once, whatever posts they hold."""
    return sorted(
        {each.person: each for each in known if each.person != me}.values(), key=lambda each: each.name
    )
