"""Reads a field's pattern: a small part of regular expressions that cannot run away.

Allowed: ASCII characters, classes such as [0-9A-Z], groups, `|` inside a group, and ? * + {m} {m,} {m,n}.
The number of ways in which a text can be tried is the product of the choices in the pattern; bounding that
product refuses every backtracking bomb, nested repetition among them, and needs no list of bad shapes.
"""

import re

MAX_PATTERN = 200  # characters
MAX_WAYS = 100_000  # a failing match stays within some milliseconds

# What a browser's `pattern` (the v flag) takes too: in a class, brackets and slashes stand behind a backslash
# and no sign is doubled.
_CHARACTER = r"[A-Za-z0-9 _/,:;=@#%&!~'\"<>\-]|\\[.\\/()\[\]{}+*?|^$]"
_CLASS = (
    r"\[(?![^\]]*(?P<sign>[^A-Za-z0-9])(?P=sign))"
    r"(?:[A-Za-z0-9 _.,:;=@#%!'\"<>+*?$-]|\\[\]\[()/|^&~\-])+\]"
)
_TOKEN = re.compile(
    rf"(?P<class>{_CLASS})|(?P<open>\((?:\?:)?(?!\?))|(?P<close>\))|(?P<or>\|)"
    rf"|(?P<repeat>\{{(?P<low>[0-9]{{1,3}})(?P<comma>,(?P<high>[0-9]{{1,3}})?)?\}}|[?*+])|(?P<char>{_CHARACTER})",
    re.ASCII,
)
_SIGNS = {"?": (0, 1), "*": (0, None), "+": (1, None)}


class _Unreadable(Exception):
    """The pattern uses something outside the allowed part."""


def fault(pattern: str, longest: int) -> str | None:
    """Name what is wrong with a pattern for texts of at most `longest` characters, or None.

    `pattern_not_anchored`: it must begin with ^ and end with $. `pattern_not_allowed`: it cannot be read.
    `pattern_too_costly`: more than MAX_WAYS ways; a shorter maxLength or {m,n} mends it.
    """
    if len(pattern) < 2 or pattern[0] != "^" or pattern[-1] != "$" or pattern.endswith("\\$"):
        return "pattern_not_anchored"
    try:
        ways = _Reader(pattern[1:-1], longest).ways()
        re.compile(pattern)
    except (_Unreadable, re.error):
        return "pattern_not_allowed"
    return "pattern_too_costly" if ways > MAX_WAYS else None


class _Reader:
    """A reader with one token of lookahead; every method gives the ways of what it has read."""

    def __init__(self, body: str, longest: int) -> None:
        self._body, self._longest, self._at = body, longest, 0

    def ways(self) -> int:
        ways = self._sequence()
        if self._at < len(self._body):  # a stray ) or a | outside a group, where ^ and $ would bind wrongly
            raise _Unreadable
        return ways

    def _peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self._body, self._at)

    def _sequence(self) -> int:
        ways = 1
        while (token := self._peek()) and token.lastgroup in ("class", "char", "open"):
            self._at = token.end()
            inner = self._group() if token.lastgroup == "open" else 1
            ways = min(ways * self._repeated(inner), MAX_WAYS + 1)
        return ways

    def _group(self) -> int:
        ways = self._sequence()
        while (token := self._peek()) and token.lastgroup == "or":
            self._at = token.end()
            ways += self._sequence()
        if token is None or token.lastgroup != "close":
            raise _Unreadable
        self._at = token.end()
        return ways

    def _repeated(self, inner: int) -> int:
        token = self._peek()
        if token is None or token.lastgroup != "repeat":
            return inner
        self._at = token.end()
        low, high = self._bounds(token)
        return _ways_of_repeating(inner, low, high)

    def _bounds(self, token: re.Match[str]) -> tuple[int, int]:
        if token["low"] is None:
            low, high = _SIGNS[token["repeat"]]
        else:
            low = int(token["low"])
            high = (int(token["high"]) if token["high"] else None) if token["comma"] else low
        return low, max(low, self._longest) if high is None else high


def _ways_of_repeating(inner: int, low: int, high: int) -> int:
    """Count the ways of low..high rounds, each tried in `inner` ways, stopping once past MAX_WAYS."""
    if inner == 1:
        return high - low + 1
    total, power = 0, 1
    for rounds in range(high + 1):
        total += power if rounds >= low else 0
        power *= inner
        if power > MAX_WAYS and rounds < high:
            return MAX_WAYS + 1
    return total
