"""Claims over mapped values, in the engine's own closed language (engine/bpmn/expressions/GRAMMAR.md)."""

import re
from collections.abc import Callable

from engine.bpmn.expressions import Expression, ExpressionTooLarge, UnreadableExpression, compile_expression

# Registers' people write `returned_on is null`; FEEL says `= null`. Texts in quotes stay as they are.
_IS_NULL = re.compile(r'"(?:[^"\\]|\\.)*"|\bis\s+(not\s+)?null\b')


def read_expression(text: str, path: str, tell: Callable[[str, str], None]) -> Expression | None:
    """Return the compiled claim; one that cannot be read is told with its place, and None comes back."""
    try:
        return compile_expression(_IS_NULL.sub(_in_feel, text))
    except (UnreadableExpression, ExpressionTooLarge) as error:
        tell(path, str(error.sentence))
        return None


def _in_feel(found: re.Match[str]) -> str:
    if found[0].startswith('"'):
        return found[0]
    return "!= null" if found[1] else "= null"
