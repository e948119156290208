"""Certificates as stored."""

from engine.bpmn.certify import Certificate, Verdict
from engine.store import certificates
from engine.store.work import begin, reading
from tests.support.city import Town
from tests.support.packages import deployment_of, package

ONE, OTHER = deployment_of(package("s -> A -> e")).main, deployment_of(package("s -> A -> B -> e")).main
AGREED = Certificate("k1", Verdict.AGREED)
NET_ONLY = Certificate("k2", Verdict.NET_ONLY, "b1: lý do")


def test_certificates_come_back_by_definition(town: Town) -> None:
    with begin(town.database) as work:
        certificates.add(work, ONE, [AGREED, NET_ONLY])
        certificates.add(work, OTHER, [Certificate("k3", Verdict.AGREED)])

    with reading(town.database) as work:
        assert sorted(certificates.load(work, ONE), key=lambda each: each.key) == [AGREED, NET_ONLY]


def test_a_certificate_that_is_there_stays_as_it_is(town: Town) -> None:
    with begin(town.database) as work:
        certificates.add(work, ONE, [AGREED])

    with begin(town.database) as work:
        certificates.add(work, ONE, [Certificate("k1", Verdict.DIFFERS, "khác")])

    with reading(town.database) as work:
        assert certificates.load(work, ONE) == [AGREED]


def test_no_certificates_are_stored_as_none(town: Town) -> None:
    with begin(town.database) as work:
        certificates.add(work, ONE, [])

    with reading(town.database) as work:
        assert certificates.load(work, ONE) == []
