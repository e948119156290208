"""Files as stored: once for each content, with everybody who handed them in."""

import pytest

from engine.errors import Refused
from engine.store import attachments
from engine.store.attachments import Attachment
from engine.store.work import begin, reading
from tests.support.city import STARTS_AT, Town

PDF = b"%PDF-1.4 \x00\xff"


def test_a_file_comes_back_as_it_was_handed_in(town: Town) -> None:
    with begin(town.database) as work:
        attachments.add(work, town.clerk.person_id, "d1", PDF, STARTS_AT)

    with reading(town.database) as work:
        assert attachments.find(work, "d1") == Attachment("application/pdf", PDF)
        assert attachments.find(work, "d2") is None


def test_the_same_file_is_stored_once_and_known_of_everybody_who_handed_it_in(town: Town) -> None:
    one, two = (handler.person_id for handler in town.handlers())

    for person in (one, two, one):
        with begin(town.database) as work:
            attachments.add(work, person, "d1", PDF, STARTS_AT)

    assert len(town.rows("SELECT 1 FROM attachment")) == 1
    with reading(town.database) as work:
        assert attachments.given_by(work, one, {"d1", "d2"}) == {"d1"}
        assert attachments.given_by(work, two, {"d1"}) == {"d1"}
        assert attachments.given_by(work, town.clerk.person_id, {"d1"}) == set()
        assert attachments.given_by(work, one, set()) == set()


def test_nothing_is_stored_of_a_file_that_is_refused(town: Town) -> None:
    with pytest.raises(Refused), begin(town.database) as work:
        attachments.add(work, town.clerk.person_id, "d1", b"<html>", STARTS_AT)

    assert town.rows("SELECT 1 FROM attachment UNION ALL SELECT 1 FROM attachment_giver") == []
