"""Settings of a mapping's `source:` part, read by name and type; a wrong one stops before anything is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from migration_tools.errors import Unreadable
from migration_tools.sources.base import Place


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one place."""

    values: Mapping[str, object]

    @classmethod
    def of(cls, place: Place) -> "Settings":
        """Return the settings of a place."""
        return cls(dict(place.settings))

    def text(self, name: str, default: str = "") -> str:
        """Return a setting that is text."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise _wrong(name, value, "chữ")
        return value

    def number(self, name: str) -> int | None:
        """Return a setting that is a whole number from 0 up, or None where it is not set."""
        value = self.values.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            raise _wrong(name, value, "số nguyên không âm")
        return value

    def choice(self, name: str, *allowed: str) -> str:
        """Return a setting that is one of `allowed`; the first of them where it is not set."""
        value = self.text(name, allowed[0])
        if value not in allowed:
            raise _wrong(name, value, "một trong: " + ", ".join(allowed))
        return value


def _wrong(name: str, value: object, expected: str) -> Unreadable:
    return Unreadable(
        "source.setting", f"Thiết lập nguồn «{name}» phải là {expected}, nhưng đang là {value!r}."
    )
