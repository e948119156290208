"""A draft on its road into force: what is demanded at each gate, and that nothing in force is ever touched."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from engine.errors import Refused
from engine.model.actor import Actor
from engine.store import package_drafts
from engine.store.package_drafts import Content, Draft, DraftState
from engine.store.work import begin, reading
from processes.draft import draw, redraw, submit
from processes.publish import publish
from processes.review import approve, give_back
from processes.rights import Hand
from tests.support.city import DEPARTMENT, Town
from tests.support.packages import package
from tests.support.threads import at_once
from tests.support.uploads import (
    DEADLOCK,
    DESIGNER,
    LONGER,
    PUBLISHER,
    REVIEWER,
    SOUND,
    WARNED,
    content_of,
    uploaded,
    zipped,
)

CODE = "L.THU"


class Road:
    """Short ways to do each deed as some account of the town."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.known = town.engine.deployments

    @contextmanager
    def hand(self, who: str | Actor) -> Iterator[Hand]:
        actor = self.town.signed_in(who) if isinstance(who, str) else who
        with begin(self.town.database) as work:
            yield Hand(work, actor, self.town.clock())

    def draw(self, content: Content, who: str = DESIGNER, unit: str = DEPARTMENT) -> UUID:
        with self.hand(who) as hand:
            return draw(hand, self.town.engine.city.units.at(unit, hand.on), content, self.known)

    def redraw(self, draft: UUID, content: Content) -> None:
        with self.hand(DESIGNER) as hand:
            redraw(hand, draft, self.town.engine.city.units.at(DEPARTMENT, hand.on), content, self.known)

    def submit(self, draft: UUID) -> None:
        with self.hand(DESIGNER) as hand:
            submit(hand, draft)

    def approve(self, draft: UUID, accepted: tuple[str, ...] = (), seen: str | None = None) -> None:
        with self.hand(REVIEWER) as hand:
            approve(hand, draft, seen or self.draft(draft).content.digest, accepted)

    def give_back(self, draft: UUID, note: str, who: str = REVIEWER) -> None:
        with self.hand(who) as hand:
            give_back(hand, draft, note)

    def publish(self, draft: UUID, from_on: date | None = None, seen: str | None = None) -> None:
        with self.hand(PUBLISHER) as hand:
            publish(hand, draft, seen or self.draft(draft).content.digest, self.known, from_on)

    def approved(self, content: Content) -> UUID:
        draft = self.draw(content)
        self.submit(draft)
        self.approve(draft)
        return draft

    def draft(self, draft: UUID) -> Draft:
        with reading(self.town.database) as work:
            return package_drafts.get(work, draft)

    def record(self, draft: UUID) -> list[tuple[str, str]]:
        with reading(self.town.database) as work:
            return [(act.kind, act.actor) for act in package_drafts.record(work, draft)]

    def versions(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.town.rows("SELECT * FROM procedure_version ORDER BY version")]


@pytest.fixture
def road(town: Town) -> Road:
    return Road(town)


def test_three_persons_bring_a_package_into_force_and_each_leaves_a_trace(road: Road) -> None:
    draft = road.approved(content_of(SOUND))

    road.publish(draft)

    found = road.draft(draft)
    assert (found.state, found.in_force_from) == (DraftState.PUBLISHED, road.town.clock())
    assert (found.drawn_by, found.submitted_by, found.reviewed_by, found.published_by) == (
        DESIGNER,
        DESIGNER,
        REVIEWER,
        PUBLISHER,
    )
    expected = [
        ("drawn", DESIGNER),
        ("submitted", DESIGNER),
        ("approved", REVIEWER),
        ("published", PUBLISHER),
    ]
    assert road.record(draft) == expected
    assert len(road.versions()) == 1
    assert road.town.open(code=CODE)


def test_a_stored_draft_reads_back_as_it_was(road: Road) -> None:
    content = uploaded(DEADLOCK)

    draft = road.draw(content)

    assert road.draft(draft).content == content


def test_a_draft_with_an_error_cannot_be_submitted(road: Road) -> None:
    draft = road.draw(uploaded(DEADLOCK))

    with pytest.raises(Refused, match=r"package\.has_errors") as refused:
        road.submit(draft)

    assert "sound.deadlock" in {finding.code for finding in refused.value.facts["findings"]}
    assert road.draft(draft).state is DraftState.DRAWN


def test_what_was_left_open_must_be_closed_before_approval(road: Road) -> None:
    files = dict(SOUND.files)
    files["process.bpmn"] = files["process.bpmn"].replace(b"</process>", b'<dataObject id="D"/></process>')
    draft = road.draw(uploaded(zipped(files)))
    road.submit(draft)

    with pytest.raises(Refused, match=r"package\.gaps"):
        road.approve(draft)


def test_a_lone_diagram_is_not_a_procedure(road: Road) -> None:
    draft = road.draw(uploaded(SOUND.files["process.bpmn"]))
    road.submit(draft)

    with pytest.raises(Refused, match=r"package\.no_procedure"):
        road.approve(draft)


def test_each_warning_is_accepted_by_name(road: Road) -> None:
    draft = road.draw(content_of(WARNED))
    road.submit(draft)

    with pytest.raises(Refused, match=r"package\.warnings") as refused:
        road.approve(draft, accepted=("sound.early_end", "anything else"))
    names = tuple(f"{finding.code} {finding.element}" for finding in refused.value.facts["findings"])
    road.approve(draft, accepted=names)

    assert names
    assert road.draft(draft).accepted == names
    assert road.record(draft)[-1] == ("approved", REVIEWER)


def test_a_returned_draft_says_why_and_comes_back_mended(road: Road) -> None:
    draft = road.draw(content_of(SOUND))
    road.submit(draft)

    road.give_back(draft, "  Bổ sung bước thẩm định.  ")
    returned = road.draft(draft)
    road.redraw(draft, content_of(LONGER))
    road.submit(draft)

    assert (returned.state, returned.note) == (DraftState.RETURNED, "Bổ sung bước thẩm định.")
    assert road.draft(draft).state is DraftState.SUBMITTED
    assert [kind for kind, _ in road.record(draft)] == [
        "drawn",
        "submitted",
        "returned",
        "drawn",
        "submitted",
    ]


def test_the_publisher_may_give_an_approved_draft_back(road: Road) -> None:
    draft = road.approved(content_of(SOUND))

    road.give_back(draft, "Chưa đúng ngày áp dụng.", PUBLISHER)

    assert road.draft(draft).state is DraftState.RETURNED


@pytest.mark.parametrize("note", ["", "   \n"])
def test_a_return_without_a_reason_is_refused(road: Road, note: str) -> None:
    draft = road.draw(content_of(SOUND))
    road.submit(draft)

    with pytest.raises(Refused, match=r"review\.no_note"):
        road.give_back(draft, note)


def test_a_judgement_of_a_package_not_seen_is_refused(road: Road) -> None:
    draft = road.draw(content_of(SOUND))
    road.submit(draft)
    seen = road.draft(draft).content.digest
    road.give_back(draft, "Sửa.")
    road.redraw(draft, content_of(LONGER))
    road.submit(draft)

    with pytest.raises(Refused, match=r"review\.changed"):
        road.approve(draft, seen=seen)
    road.approve(draft)
    with pytest.raises(Refused, match=r"review\.changed"):
        road.publish(draft, seen=seen)

    assert road.versions() == []


def test_who_drew_a_draft_neither_reviews_nor_publishes_it_after_a_change_of_posts(road: Road) -> None:
    """Yesterday's designer is today's reviewer: what counts is who drew and submitted, not who holds which post."""
    draft = road.draw(content_of(SOUND))
    road.submit(draft)
    author, reviewer = road.town.signed_in(DESIGNER), road.town.signed_in(REVIEWER)
    moved = Actor(author.person_id, author.name, reviewer.appointments)

    with pytest.raises(Refused, match=r"review\.same_person"), road.hand(moved) as hand:
        approve(hand, draft, road.draft(draft).content.digest, ())


def test_a_unit_draws_only_what_it_has_in_charge(road: Road) -> None:
    other = package("s -> A -> e", procedure={"field": "ho-tich"})

    with pytest.raises(Refused, match=r"package\.other_field"):
        road.draw(content_of(other))


def test_a_unit_does_not_take_over_a_procedure_by_naming_another_field(road: Road) -> None:
    road.town.put_in_force(package("s -> A -> e", procedure={"field": "ho-tich"}))

    with pytest.raises(Refused, match=r"package\.other_field"):
        road.draw(content_of(SOUND))


@pytest.mark.parametrize("who", [REVIEWER, PUBLISHER, "thuly.007", "lanhdao.sldtbxh"])
def test_only_designers_draw(road: Road, who: str) -> None:
    with pytest.raises(Refused, match=r"review\.not_yours"):
        road.draw(content_of(SOUND), who)


def test_a_designer_draws_for_the_own_unit_only(road: Road) -> None:
    with pytest.raises(Refused, match=r"review\.not_yours"):
        road.draw(content_of(SOUND), unit="STP")


def test_a_correction_the_same_day_is_a_second_version_and_dossiers_stay_on_the_first(road: Road) -> None:
    road.publish(road.approved(content_of(SOUND)))
    before = road.versions()
    running = road.town.open(code=CODE)

    road.publish(road.approved(content_of(LONGER)))
    newer = road.town.open(code=CODE)

    assert [row[2] for row in road.versions()] == [1, 2]
    assert road.versions()[:1] == before
    assert road.town.head(running).digest == before[0][3]
    assert road.town.head(newer).digest != before[0][3]
    road.town.complete(running, "A")
    road.town.complete(newer, "A")
    assert road.town.open_elements(running) == []
    assert road.town.open_elements(newer) == ["B"]


def test_a_version_for_a_day_to_come_leaves_today_alone(road: Road) -> None:
    road.publish(road.approved(content_of(SOUND)))

    road.publish(road.approved(content_of(LONGER)), from_on=date(2018, 11, 8))

    today = road.town.open(code=CODE)
    road.town.move_to("2018-11-08 08:00")
    later = road.town.open(code=CODE)
    assert road.town.head(today).digest != road.town.head(later).digest


def test_nothing_takes_force_on_a_day_that_is_past(road: Road) -> None:
    draft = road.approved(content_of(SOUND))

    with pytest.raises(Refused, match=r"review\.day_is_past"):
        road.publish(draft, from_on=date(2018, 11, 2))

    assert road.draft(draft).state is DraftState.APPROVED
    assert road.versions() == []


def test_two_publications_at_once_make_one_version(road: Road) -> None:
    draft = road.approved(content_of(SOUND))

    outcomes = at_once([lambda: road.publish(draft)] * 2)

    assert sorted(getattr(outcome, "code", "done") for outcome in outcomes) == ["done", "review.wrong_state"]
    assert len(road.versions()) == 1


def test_two_drafts_of_one_procedure_published_at_once_are_numbered_in_turn(road: Road) -> None:
    drafts = [road.approved(content_of(each)) for each in (SOUND, LONGER)]

    outcomes = at_once([lambda draft=draft: road.publish(draft) for draft in drafts])  # type: ignore[misc]

    assert outcomes == [None, None]
    assert [row[2] for row in road.versions()] == [1, 2]


def test_a_zip_with_a_folder_around_the_package_is_read(road: Road) -> None:
    inside = uploaded(zipped(SOUND.files, "L.THU/"))

    assert inside.procedure_code == CODE
    assert set(inside.files) == set(SOUND.files)


def test_a_draft_of_another_unit_is_unknown(road: Road) -> None:
    draft = road.draw(content_of(SOUND))

    with pytest.raises(Refused, match=r"draft\.unknown"), road.hand("thuly.007") as hand:
        hand.look(draft)
    with pytest.raises(Refused, match=r"draft\.unknown"):
        road.approve(draft)


def test_the_record_holds_the_warnings_that_were_accepted_and_the_reasons(road: Road) -> None:
    draft = road.draw(content_of(SOUND))
    road.submit(draft)
    road.give_back(draft, "Sửa tên bước.")

    rows = road.town.rows("SELECT facts FROM package_event WHERE draft_id = :id ORDER BY seq", id=draft)

    assert json.loads(json.dumps(rows[-1].facts)) == {"note": "Sửa tên bước."}
