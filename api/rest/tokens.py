"""`POST /tokens`: sign in as a program acting for a person."""

from fastapi import APIRouter, Request

from api.rest.caller import ServicesDependency
from api.rest.schemas import SignInRequest, Token
from engine.errors import Broken

router = APIRouter(tags=["tokens"])


@router.post("/tokens", status_code=201)
def create_token(request: Request, services: ServicesDependency, body: SignInRequest) -> Token:
    """Give a token for an account and its password; too many wrong tries are slowed down (429)."""
    address = request.client.host if request.client else "unknown"
    token = services.sign_in.with_password(body.account, body.password, address, kind="token")
    found = services.sign_in.find(token)
    if found is None:
        raise Broken("session.lost", account=body.account)
    return Token(token=token, expires_at=found.session.expires_at)
