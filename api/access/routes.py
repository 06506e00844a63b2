"""Coming in and going out. These carry no Idempotency-Key: a session's secret is never kept."""

from fastapi import APIRouter, Depends, Request, Response

from api.access.caller import CurrentCaller
from api.access.csrf import refuse_other_sites
from api.access.schemas import LoginWish, WhoAmI
from api.access.sessions import drop_cookie, log_in, log_out, set_cookie
from api.problem_docs import problems
from api.services import ServicesHere

router = APIRouter(prefix="/session", tags=["session"])


@router.post(
    "",
    operation_id="log_in",
    dependencies=[Depends(refuse_other_sites)],
    responses=problems(400, 401, 403, 413, 422, 429, 503),
)
def post_session(wish: LoginWish, request: Request, response: Response, services: ServicesHere) -> WhoAmI:
    """Log in: the answer sets the session's cookie and names its CSRF token."""
    begun = log_in(services, wish.login, wish.password, address_of(request))
    set_cookie(response, services, begun)
    return WhoAmI.of(begun.caller)


@router.get("", operation_id="who_am_i", responses=problems(401, 503))
def get_session(caller: CurrentCaller) -> WhoAmI:
    """Tell who is logged in."""
    return WhoAmI.of(caller)


@router.delete("", operation_id="log_out", status_code=204, responses=problems(401, 403, 503))
def delete_session(response: Response, caller: CurrentCaller, services: ServicesHere) -> None:
    """Log out: the session ends for good."""
    log_out(services, caller)
    drop_cookie(response, services)


def address_of(request: Request) -> str:
    """Return the network address that a request comes from."""
    return request.client.host if request.client else "unknown"
