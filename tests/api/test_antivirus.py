"""ClamAV by clamd: clean files pass, infected ones do not, and what was not looked at is not let in."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from api.antivirus import ClamAV
from engine.errors import Refused, TryAgain

# The test file that every scanner knows; it does no harm. Written in two parts so that no scanner stops at ours.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()


@contextmanager
def clamd(answer: bytes | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """A daemon that reads INSTREAM as clamd does; `answer` in place of what it would find. Gives what it was sent."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            caller, _ = server.accept()
            with caller, caller.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(size)
                seen.append(content)
                found = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
                caller.sendall((found if answer is None else answer) + (b"\0" if answer != b"" else b""))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", seen
        thread.join(timeout=10)


def test_a_clean_file_passes_and_was_looked_at_whole() -> None:
    content = bytes(range(256)) * 1_000

    with clamd() as (address, seen):
        ClamAV(address).scan(content)

    assert seen == [content]


def test_an_infected_file_is_refused_and_named() -> None:
    with clamd() as (address, _), pytest.raises(Refused) as error:
        ClamAV(address).scan(b"before " + EICAR)

    assert error.value.code == "attachment.infected"
    assert error.value.facts == {"found": "Eicar-Test-Signature"}


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR", b"stream: something new"])
def test_an_answer_that_is_no_verdict_lets_nothing_in(answer: bytes) -> None:
    with clamd(answer) as (address, _), pytest.raises(TryAgain) as error:
        ClamAV(address).scan(b"file")

    assert error.value.code == "attachment.not_scanned"


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock"])
def test_a_daemon_that_is_not_there_lets_nothing_in(address: str) -> None:
    with pytest.raises(TryAgain):
        ClamAV(address).scan(b"file")
