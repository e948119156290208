"""Read what a timer event says: ISO 8601, working time, or an expression that gives one of them."""

from engine.bpmn.definition import Timer, TimerKind
from engine.bpmn.diagram import Event
from engine.bpmn.expressions import UnreadableExpression, compile_expression
from engine.bpmn.iso_time import parse_cycle, parse_date, parse_duration
from engine.errors import Refused
from engine.model.limit import Limit

_KINDS = {"timeDuration": TimerKind.DURATION, "timeDate": TimerKind.DATE, "timeCycle": TimerKind.CYCLE}
_READ = {
    TimerKind.DURATION: parse_duration,
    TimerKind.DATE: parse_date,
    TimerKind.CYCLE: parse_cycle,
}
_EXPECTED = {
    TimerKind.DURATION: "hãy ghi thời lượng ISO 8601 như P5D.",
    TimerKind.DATE: "hãy ghi ngày giờ ISO 8601 như 2018-11-17T08:00:00.",
    TimerKind.CYCLE: "hãy ghi chu kỳ ISO 8601 như R3/P1D.",
}


class UnreadableTimer(Exception):
    """What a timer says cannot be read; `sentence` says in Vietnamese what to write."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_timer(event: Event) -> Timer:
    """Read one timer definition. Raises UnreadableTimer."""
    if event.working_time is not None:
        try:
            return Timer(TimerKind.WORKING_TIME, event.working_time, Limit.parse(event.working_time))
        except Refused as refused:
            raise UnreadableTimer("hãy ghi thời gian làm việc như P3D hoặc PT4H.") from refused
    tag, text = event.timer or ("", "")
    kind = _KINDS.get(tag)
    if kind is None:
        raise UnreadableTimer("hãy chọn thời lượng, mốc ngày giờ hoặc chu kỳ.")
    try:
        _READ[kind](text)
        return Timer(kind, text.strip())
    except ValueError:
        return _from_expression(kind, text)


def _from_expression(kind: TimerKind, text: str) -> Timer:
    """`=…`, `${…}` or a FEEL literal gives the moment when the timer is armed; the rest is a slip of the pen."""
    written = text.strip()
    if not written.startswith(("=", "${", "#{", '"', "duration(", "date")):
        raise UnreadableTimer(_EXPECTED[kind])
    try:
        return Timer(kind, written, expression=compile_expression(written))
    except UnreadableExpression as problem:
        raise UnreadableTimer(problem.sentence) from problem
