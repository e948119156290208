"""Who calls: a bearer token that `POST /tokens` gave; every operation but the public ones needs one."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.services import Services, services_of
from engine.clock import in_hanoi
from engine.errors import Refused
from engine.model.actor import Actor

_BEARER = HTTPBearer(auto_error=False, description="Mã do POST /tokens cấp / a token given by POST /tokens")
MAX_KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Caller:
    """One authenticated call."""

    services: Services
    actor: Actor

    @property
    def today(self) -> date:
        """Return the city's day."""
        return in_hanoi(self.services.engine.clock()).date()


def caller(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Caller:
    """Find who calls. Refused `actor.missing` (401) without a valid token."""
    services = services_of(request)
    found = None if credentials is None else services.sign_in.find(credentials.credentials)
    if found is None or found.session.kind != "token":
        raise Refused("actor.missing")
    return Caller(services, found.actor)


CallerDependency = Annotated[Caller, Depends(caller)]
ServicesDependency = Annotated[Services, Depends(services_of)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=MAX_KEY_LENGTH,
        description="Gửi lại cùng khóa thì nhận lại câu trả lời đầu tiên / the same key, the first answer",
    ),
]
