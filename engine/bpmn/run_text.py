"""The stored form of a run: per live process its definition and marking; no history, no SpiffWorkflow state."""

from collections.abc import Callable
from typing import Any

from engine.bpmn.definition import Definition
from engine.bpmn.run import Live, Place, Run
from engine.errors import Broken
from engine.net.marking import dump, load

RUN_FORMAT = 1


def dump_run(run: Run, digests: Callable[[Definition], str]) -> dict[str, Any]:
    """Write a run as small JSON; `digests` names the deployment each definition comes from."""
    return {
        "format": RUN_FORMAT,
        "live": [
            {
                "n": live.number,
                "of": digests(live.definition),
                "process": live.definition.process,
                "marking": dump(live.marking),
                "caller": live.caller,
            }
            for live in run
        ],
    }


def load_run(stored: Any, find: Callable[[str, str], Definition]) -> Run:
    """Read what `dump_run` wrote; `find` returns the definition of a deployment's process. Broken otherwise."""
    if stored.get("format") != RUN_FORMAT:
        raise Broken("run.unknown_format", format=stored.get("format"))
    return tuple(_live(each, find) for each in stored["live"])


def _live(stored: Any, find: Callable[[str, str], Definition]) -> Live:
    caller = None if stored["caller"] is None else Place(*stored["caller"])
    return Live(stored["n"], find(stored["of"], stored["process"]), load(stored["marking"]), caller)
