"""Where the built files are served, under names that change with their content."""

import json
from functools import cache
from pathlib import Path

BUILT = Path(__file__).parents[1] / "static" / "built"


def asset(name: str) -> str | None:
    """Return the path of a built file such as `page.css`, None where `make setup` has not built any."""
    return _manifest().get(name)


@cache
def _manifest() -> dict[str, str]:
    path = BUILT / "manifest.json"
    if not path.exists():
        return {}
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {name: f"/static/built/{built}" for name, built in names.items()}
