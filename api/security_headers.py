"""The headers that keep a browser from being used against us."""


def content_security_policy(*image_origins: str) -> str:
    """Return the policy of a page: nothing inline, nothing from elsewhere, as the pages bring all they need.

    A page with a map may name the `image_origins` that its tiles come from.
    """
    images = " ".join(("'self'", "data:", *image_origins))
    return (
        f"default-src 'self'; img-src {images}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


SECURITY_HEADERS = {
    "Content-Security-Policy": content_security_policy(),
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
