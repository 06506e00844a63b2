"""The headers that keep a browser from being used against us."""

SECURITY_HEADERS = {
    # Nothing inline and nothing from elsewhere: the pages bring all they need.
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",  # almost everything here is about people; what is not says so itself
}


def security_headers(https: bool) -> dict[str, str]:
    """Return the headers for every answer; with TLS, browsers are told to stay with it."""
    if not https:
        return SECURITY_HEADERS
    return SECURITY_HEADERS | {"Strict-Transport-Security": "max-age=31536000"}
