"""POSTs to webhook endpoints, one or many at once, without proxies and without following redirects."""

import http.client
import threading
from urllib.parse import urlsplit

USER_AGENT = "Stripe/1.0 (+https://stripe.com/docs/webhooks)"

# How many deliveries of one event leave at the same moment.
WAVE = 128


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


def post_at_once(parcels: list[tuple[str, str, str | None]]) -> list[int | None]:
    """Send parcels in waves, each wave at the same moment."""
    statuses: list[int | None] = []
    for start in range(0, len(parcels), WAVE):
        statuses += _wave(parcels[start : start + WAVE])
    return statuses


def _wave(parcels: list[tuple[str, str, str | None]]) -> list[int | None]:
    statuses: list[int | None] = [None] * len(parcels)
    gate = threading.Barrier(len(parcels))

    def send(index: int) -> None:
        gate.wait()
        url, body, signature = parcels[index]
        statuses[index] = post(url, body, signature, 60)

    threads = [threading.Thread(target=send, args=(index,), daemon=True) for index in range(len(parcels))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses
