"""The same request again: told by its key, and by what it asks for."""

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from engine.errors import Refused
from engine.store.rows import as_json


def digest_of(command: Any) -> str:
    """Return what tells one request from another."""
    written = {"command": type(command).__name__, **asdict(command)}
    return sha256(json.dumps(json.loads(as_json(written)), sort_keys=True).encode()).hexdigest()


def first_answer(found: Any, digest: str) -> dict[str, Any]:
    """The same key for another request is the caller's mistake, never answered with somebody else's answer."""
    stored_digest, answer = found
    if stored_digest != digest:
        raise Refused("idempotency.key_reused")
    return dict(answer)
