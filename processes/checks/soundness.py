"""Can every dossier come to its end? A fault is told with the walk that leads to it."""

from collections.abc import Callable

from engine.bpmn.definition import Definition
from engine.bpmn.finding import Finding, Severity
from engine.net.soundness import Fault, prove

_SENTENCES = {
    "deadlock": (
        Severity.ERROR,
        "Hồ sơ đi tới «{name}» sẽ bị treo: nơi này chờ một nhánh không bao giờ tới; "
        "hãy dùng cùng một loại cổng khi tách và khi gộp nhánh.",
    ),
    "unsafe": (
        Severity.ERROR,
        "«{name}» có thể được giao hai lần cùng lúc cho một hồ sơ; hãy gộp các nhánh song song trước bước này.",
    ),
    "endless": (
        Severity.ERROR,
        "Có vòng lặp qua «{name}» không qua công việc nào của người; hãy đặt một công việc vào vòng lặp.",
    ),
    "no_end": (
        Severity.ERROR,
        "Từ «{name}» hồ sơ không còn đường nào tới kết thúc; hãy vẽ nhánh dẫn tới sự kiện kết thúc.",
    ),
    "dead": (Severity.ERROR, "«{name}» không bao giờ được thực hiện; hãy nối lại hoặc xóa phần tử này."),
    "early_end": (
        Severity.WARNING,
        "Khi hồ sơ tới kết thúc «{name}» vẫn còn việc đang làm ở nhánh khác; hãy xác nhận đây là chủ ý.",
    ),
    "undecided": (
        Severity.WARNING,
        "Quy trình quá lớn nên chưa chứng minh được mọi hồ sơ đều tới kết thúc; cần người có thẩm quyền xác nhận.",
    ),
}


def check(definition: Definition, stop: Callable[[], bool]) -> list[Finding]:
    """Prove one process; `stop` ends the proof early, which is then undecided."""
    return [_finding(definition, fault) for fault in prove(definition.net, stop)]


def _finding(definition: Definition, fault: Fault) -> Finding:
    severity, sentence = _SENTENCES[fault.kind]
    element = definition.elements.get(fault.element)
    name = element.name if element is not None else fault.element
    return Finding(f"sound.{fault.kind}", severity, fault.element, sentence.format(name=name), fault.trace)
