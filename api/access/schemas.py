"""What login, logout and "who am I" take and give."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from api.access.caller import Caller
from api.access.permissions import Permission, Role


class LoginWish(BaseModel):
    """Login and password of somebody who comes in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"login": "coordinator", "password": "a-long-password"}]},
    )

    login: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=200)


class WhoAmI(BaseModel):
    """Who is logged in, and the token that every write of this session carries."""

    login: str
    name: str
    roles: list[Role]
    permissions: list[Permission]
    line_id: str | None
    driver_id: str | None
    language: str
    csrf_token: str
    session_ends_at: datetime | None

    @classmethod
    def of(cls, caller: Caller) -> "WhoAmI":
        """Return what `caller` may know about themselves."""
        return cls(
            login=caller.login,
            name=caller.name,
            roles=sorted(caller.roles),
            permissions=sorted(caller.permissions),
            line_id=caller.line_id,
            driver_id=caller.driver_id,
            language=caller.language,
            csrf_token=caller.csrf_token,
            session_ends_at=caller.session_ends_at,
        )
