"""The named formats a form may use, and the one format checker made of them (never jsonschema's own)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from jsonschema import FormatChecker

from forms.formats import attachment, code, contact, moment, money, person
from forms.formats.kind import Format

__all__ = ["CHECKER", "FORMATS", "Format"]

FORMATS: Mapping[str, Format] = MappingProxyType(
    moment.FORMATS | contact.FORMATS | person.FORMATS | code.FORMATS | money.FORMATS | attachment.FORMATS
)


def _checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, known in FORMATS.items():
        checker.checks(name)(_on_text(known))
    return checker


def _on_text(known: Format) -> Callable[[object], bool]:
    """Leave what is no text to the type keyword, as JSON Schema has it."""
    return lambda value: not isinstance(value, str) or known.holds(value)


CHECKER = _checker()
