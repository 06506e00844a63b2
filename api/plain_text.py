"""Text that no database takes: refused before anything is done with it."""

from fastapi import Request

from busline.errors import InvalidInput


class ZeroCharacter(InvalidInput):
    """The character zero is part of what was sent."""

    code = "zero-character"


async def refuse_zero_characters(request: Request) -> None:
    """Let a request through that holds no character zero, in its address or its body.

    Raises
    ------
    ZeroCharacter
        If it does; PostgreSQL can't keep it, and nobody means it.
    """
    address = request.scope.get("raw_path", b"") + request.scope.get("query_string", b"")
    body = await request.body() if request.method not in ("GET", "HEAD") else b""
    if b"%00" in address or b"\x00" in body or b"\\u0000" in body:
        raise ZeroCharacter("There is a character in it that can't be kept. Type it again.")
