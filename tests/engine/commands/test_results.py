"""The document of a dossier: the process drives, the law holds."""

from collections.abc import Callable

import pytest

from api.demo.keys import fleeting_signing
from api.signing import acts
from api.signing.acts import Order
from engine.commands.draft_result import DraftResult
from engine.commands.initial_result import InitialResult
from engine.commands.number_result import NumberResult
from engine.commands.revoke_result import RevokeResult
from engine.commands.sign_result import SignResult
from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.result import Capacity, Evidence, ResultKind, ResultState
from engine.model.role import Role
from tests.support.city import COMMUNE, Town
from tests.support.documents import (
    AGREED,
    SENT_BACK,
    complete,
    document,
    draft,
    every_deed,
    hand_in,
    initial,
    number,
    pdf,
    seal,
    sign,
)

VALID = Evidence("Lại Thị Phương My", "0" * 64, is_intact=True, covers_whole=True, is_trusted=True)


@pytest.fixture
def dossier(town: Town) -> str:
    town.put_in_force(every_deed())
    return town.open()


def leader(town: Town) -> Actor:
    return town.holder(Role.LEADER)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as error:
        act()
    return error.value.code


def to_signing(town: Town, dossier: str) -> None:
    """Bring the dossier to where a leader signs."""
    draft(town, dossier)
    complete(town, dossier, "A")
    initial(town, dossier, leader(town))
    complete(town, dossier, "B")


def to_numbering(town: Town, dossier: str) -> None:
    to_signing(town, dossier)
    sign(town, dossier)
    complete(town, dossier, "C", **AGREED)


def test_a_document_goes_from_draft_to_the_citizen_and_the_journal_tells_it(town: Town, dossier: str) -> None:
    to_numbering(town, dossier)
    number(town, dossier)
    seal(town, dossier)
    complete(town, dossier, "D")
    complete(town, dossier, "E")

    found = document(town, dossier)
    told = [kind for kind in town.kinds(dossier) if kind.startswith("result_")]
    assert (found.state, found.written_number) == (ResultState.RETURNED, "01/QĐ-UBND")
    assert told == [
        f"result_{each}" for each in ("drafted", "initialled", "signed", "numbered", "sealed", "returned")
    ]
    assert town.head(dossier).state == "ended"


def test_each_step_waits_for_its_own_deed(town: Town, dossier: str) -> None:
    assert refused(lambda: complete(town, dossier, "A")) == "result.not_drafted"
    draft(town, dossier)
    complete(town, dossier, "A")
    assert refused(lambda: complete(town, dossier, "B")) == "result.not_initialled"
    initial(town, dossier, leader(town))
    complete(town, dossier, "B")
    assert refused(lambda: complete(town, dossier, "C", **AGREED)) == "result.not_signed"
    sign(town, dossier)
    complete(town, dossier, "C", **AGREED)
    assert refused(lambda: complete(town, dossier, "D")) == "result.not_numbered"
    number(town, dossier)
    assert refused(lambda: complete(town, dossier, "D")) == "result.not_sealed"
    seal(town, dossier)
    complete(town, dossier, "D")
    complete(town, dossier, "E")


def test_sending_back_needs_no_signature_and_drops_the_initials(town: Town, dossier: str) -> None:
    to_signing(town, dossier)

    complete(town, dossier, "C", **SENT_BACK)

    found = document(town, dossier)
    (event,) = [row for row in town.journal(dossier) if row.kind == "result_sent_back"]
    assert (found.state, found.initials) == (ResultState.SENT_BACK, ())
    assert (event.facts["reason"], event.facts["initials_dropped"]) == ("Sai căn cứ pháp lý", 1)
    assert refused(lambda: complete(town, dossier, "A")) == "result.not_drafted"


def test_a_new_draft_voids_the_initials_of_the_old_one(town: Town, dossier: str) -> None:
    draft(town, dossier)
    complete(town, dossier, "A")
    initial(town, dossier, leader(town))
    complete(town, dossier, "B")
    complete(town, dossier, "C", **SENT_BACK)

    again = draft(town, dossier, "Quyết định đã sửa")

    found = document(town, dossier)
    assert (found.id, found.state, found.initials) == (again, ResultState.DRAFTED, ())
    assert len(town.rows("SELECT 1 FROM result")) == 1


def test_only_a_newer_deed_than_the_step_counts(town: Town, dossier: str) -> None:
    """The draft that was sent back does not complete the step that opened afterwards."""
    to_signing(town, dossier)
    complete(town, dossier, "C", **SENT_BACK)
    draft(town, dossier, "lần hai")
    complete(town, dossier, "A")

    assert refused(lambda: complete(town, dossier, "B")) == "result.not_initialled"


def test_whoever_has_no_open_step_for_it_does_nothing_to_the_document(town: Town, dossier: str) -> None:
    clerk, handler = town.holder(Role.RECORDS_CLERK), town.holder(Role.HANDLER)

    assert refused(lambda: draft(town, dossier, by=clerk)) == "result.not_your_turn"
    found = draft(town, dossier)
    assert refused(lambda: initial(town, dossier, handler)) == "result.not_your_turn"
    assert refused(lambda: sign(town, dossier)) == "result.not_your_turn"
    command = NumberResult(dossier, found)
    assert refused(lambda: town.engine.handle(command, clerk)) == "result.not_your_turn"


def test_only_a_pdf_that_the_handler_handed_in_is_a_draft(town: Town, dossier: str) -> None:
    handler, other = town.handlers()
    picture = hand_in(town, handler, b"\x89PNG\r\n\x1a\n" + bytes(20), "anh.pdf")
    foreign = hand_in(town, other, pdf("của người khác"))

    for file, code in (
        (picture, "result.not_a_pdf"),
        (foreign, "attachment.unknown"),
        ("x/y", "attachment.unknown"),
    ):
        command = DraftResult(dossier, ResultKind.RESULT, "Quyết định", file)
        assert refused(lambda command=command: town.engine.handle(command, handler)) == code
    nameless = DraftResult(dossier, ResultKind.RESULT, "  ", hand_in(town, handler, pdf()))
    assert refused(lambda: town.engine.handle(nameless, handler)) == "result.no_title"


def test_a_draft_is_initialled_once_and_only_as_it_was_seen(town: Town, dossier: str) -> None:
    draft(town, dossier)
    complete(town, dossier, "A")
    found = document(town, dossier)
    unseen = InitialResult(dossier, found.id, "0/khac.pdf")

    assert refused(lambda: town.engine.handle(unseen, leader(town))) == "result.other_draft"
    initial(town, dossier, leader(town))
    assert refused(lambda: initial(town, dossier, leader(town))) == "result.already_initialled"


class TestSigning:
    def test_the_capacity_and_on_whose_behalf_are_kept(self, town: Town, dossier: str) -> None:
        to_signing(town, dossier)

        sign(town, dossier, capacity=Capacity.FOR, of="  CHỦ  TỊCH ")

        signed = document(town, dossier).signed
        assert signed is not None
        assert (signed.capacity, signed.on_behalf_of, signed.by) == (
            Capacity.FOR,
            "CHỦ TỊCH",
            leader(town).person_id,
        )
        assert signed.evidence.is_valid

    @pytest.mark.parametrize(
        ("capacity", "of"), [(Capacity.OWN, "CHỦ TỊCH"), (Capacity.FOR, ""), (Capacity.BY_ORDER, " ")]
    )
    def test_a_capacity_names_somebody_exactly_where_it_must(
        self, town: Town, dossier: str, capacity: Capacity, of: str
    ) -> None:
        to_signing(town, dossier)

        assert refused(lambda: sign(town, dossier, capacity=capacity, of=of)) == "result.capacity"

    def test_a_file_that_is_not_the_draft_with_a_signature_is_refused(self, town: Town, dossier: str) -> None:
        to_signing(town, dossier)
        found = document(town, dossier)
        for content in (pdf("một văn bản khác"), pdf()):
            file = hand_in(town, leader(town), content, "da-ky.pdf")
            command = SignResult(dossier, found.id, file, VALID)
            assert (
                refused(lambda command=command: town.engine.handle(command, leader(town)))
                == "result.other_file"
            )

    @pytest.mark.parametrize("flaw", ["is_intact", "covers_whole", "is_trusted"])
    def test_a_signature_with_a_flaw_is_refused(self, town: Town, dossier: str, flaw: str) -> None:
        to_signing(town, dossier)
        file = hand_in(town, leader(town), pdf() + b"\n% signed elsewhere")
        flags = {"is_intact": True, "covers_whole": True, "is_trusted": True} | {flaw: False}
        command = SignResult(dossier, document(town, dossier).id, file, Evidence("A", "0", **flags))

        assert refused(lambda: town.engine.handle(command, leader(town))) == "result.signature_not_valid"

    def test_a_signature_of_somebody_else_is_refused(self, town: Town, dossier: str) -> None:
        to_signing(town, dossier)
        file = hand_in(town, leader(town), pdf() + b"\n% signed elsewhere")
        other = Evidence("Người Khác", "0", is_intact=True, covers_whole=True, is_trusted=True)
        command = SignResult(dossier, document(town, dossier).id, file, other)

        assert refused(lambda: town.engine.handle(command, leader(town))) == "result.other_signer"

    def test_what_is_signed_is_not_signed_or_drafted_again(self, town: Town, dossier: str) -> None:
        to_signing(town, dossier)
        sign(town, dossier)

        assert refused(lambda: sign(town, dossier)) == "result.other_state"

    def test_a_wrong_passphrase_signs_nothing(self, town: Town, dossier: str) -> None:
        to_signing(town, dossier)
        order = Order(dossier, document(town, dossier).id, "sai mật khẩu")
        act = lambda: acts.sign(town.engine, fleeting_signing(), leader(town), order)  # noqa: E731

        assert refused(act) == "signing.wrong_passphrase"
        assert document(town, dossier).state is ResultState.INITIALLED


def test_numbers_of_a_registry_follow_each_other_and_are_never_given_twice(town: Town, dossier: str) -> None:
    second = town.open()
    for each in (dossier, second):
        to_numbering(town, each)
        number(town, each)

    numbers = [document(town, each).number for each in (dossier, second)]
    assert [each.number for each in numbers if each is not None] == [1, 2]
    assert {each.unit for each in numbers if each is not None} == {COMMUNE}


def test_a_revoked_document_keeps_its_number_and_another_may_follow(town: Town, dossier: str) -> None:
    to_numbering(town, dossier)
    number(town, dossier)
    found = document(town, dossier)

    town.engine.handle(RevokeResult(dossier, found.id, "Ban hành nhầm"), leader(town))

    (row,) = town.rows("SELECT state, facts FROM result")
    assert (row.state, row.facts["number"]["number"]) == ("revoked", 1)
    handler = town.holder(Role.HANDLER)
    blank = RevokeResult(dossier, found.id, "x")
    assert refused(lambda: town.engine.handle(blank, handler)) == "result.other_state"


def test_only_a_leader_revokes_and_only_with_a_reason(town: Town, dossier: str) -> None:
    to_numbering(town, dossier)
    found = document(town, dossier)

    stranger = RevokeResult(dossier, found.id, "x")
    assert refused(lambda: town.engine.handle(stranger, town.holder(Role.HANDLER))) == "actor.not_allowed"
    silent = RevokeResult(dossier, found.id, " ")
    assert refused(lambda: town.engine.handle(silent, leader(town))) == "reason.missing"


def test_a_repeated_request_answers_the_same_and_drafts_once(town: Town, dossier: str) -> None:
    handler = town.holder(Role.HANDLER)
    command = DraftResult(dossier, ResultKind.RESULT, "Quyết định", hand_in(town, handler, pdf()))

    first = town.engine.handle(command, handler, "k1")
    again = town.engine.handle(command, handler, "k1")

    assert first == again
    assert town.kinds(dossier).count("result_drafted") == 1


def test_nobody_signs_what_he_or_she_drafted(town: Town, dossier: str) -> None:
    to_signing(town, dossier)
    with town.database.begin() as connection:
        connection.exec_driver_sql("UPDATE result SET drafted_by = %s", (leader(town).person_id,))

    assert refused(lambda: sign(town, dossier)) == "result.own_draft"
