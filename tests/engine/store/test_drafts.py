"""Half-filled forms as stored."""

from datetime import timedelta

from engine.store import drafts
from engine.store.drafts import Draft
from engine.store.work import begin, reading
from tests.support.city import STARTS_AT, Town

LATER = STARTS_AT + timedelta(hours=1)


def test_a_draft_comes_back_to_its_person_only(town: Town) -> None:
    one, two = (handler.person_id for handler in town.handlers())

    with begin(town.database) as work:
        drafts.save(work, one, "task/1", {"ten": "Nguyễn", "dong": [{}]}, STARTS_AT)

    with reading(town.database) as work:
        assert drafts.find(work, one, "task/1") == Draft({"ten": "Nguyễn", "dong": [{}]}, STARTS_AT)
        assert drafts.find(work, two, "task/1") is None
        assert drafts.find(work, one, "task/2") is None


def test_a_later_draft_takes_the_place_of_the_earlier(town: Town) -> None:
    person = town.clerk.person_id
    with begin(town.database) as work:
        drafts.save(work, person, "task/1", {"ten": "A", "so": 1}, STARTS_AT)

    with begin(town.database) as work:
        drafts.save(work, person, "task/1", {"ten": "B"}, LATER)

    with reading(town.database) as work:
        assert drafts.find(work, person, "task/1") == Draft({"ten": "B"}, LATER)


def test_a_draft_is_deleted_once_and_no_other_with_it(town: Town) -> None:
    person = town.clerk.person_id
    with begin(town.database) as work:
        for subject in ("task/1", "task/2"):
            drafts.save(work, person, subject, {}, STARTS_AT)

    with begin(town.database) as work:
        drafts.delete(work, person, "task/1")
        drafts.delete(work, person, "task/1")

    with reading(town.database) as work:
        assert drafts.find(work, person, "task/1") is None
        assert drafts.find(work, person, "task/2") is not None
