"""One POST to a webhook endpoint, without proxies and without following redirects."""

import http.client
from urllib.parse import urlsplit

USER_AGENT = "Stripe/1.0 (+https://stripe.com/docs/webhooks)"


def post(url: str, body: str, signature: str | None, timeout: float) -> int | None:
    """Send a body; answers the HTTP status, or None if no answer came within `timeout` seconds."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Accept": "*/*; q=0.5, application/xml",
        "Cache-Control": "no-cache",
        "Connection": "close",
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": USER_AGENT,
        **({"Stripe-Signature": signature} if signature is not None else {}),
    }
    try:
        connection.request("POST", path, body.encode(), headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
