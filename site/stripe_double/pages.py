"""The browser part: the script, and the pages inside its frames."""

import re
from functools import lru_cache
from importlib import resources

from stripe_double.messages import Reply, error_reply

_TYPES = {"css": "text/css", "html": "text/html", "js": "text/javascript"}
# The pages are for frames and redirects on the shop's own origin, and load nothing from elsewhere.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
_REDIRECT = re.compile(r"/js/redirect/pi_[A-Za-z0-9]+")
_PLAIN = re.compile(r"/js/([a-z0-9_-]+\.(?:css|html|js))")


def page(path: str) -> Reply:
    """Answer a file of the browser part, 404 for anything else."""
    if path == "/js/stripe.js":
        return _reply(_script(), "js")
    name = "redirect.html" if _REDIRECT.fullmatch(path) else (_PLAIN.fullmatch(path) or [None, None])[1]
    content = _file(name) if name else None
    if content is None or name is None:
        return error_reply(404, f"There is no page {path}.")
    return _reply(content, name.rpartition(".")[2])


def _reply(content: bytes, suffix: str) -> Reply:
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    if suffix == "html":
        headers |= {"Content-Security-Policy": _POLICY, "X-Frame-Options": "SAMEORIGIN"}
        headers["Referrer-Policy"] = "same-origin"
    return Reply(200, content, f"{_TYPES[suffix]}; charset=utf-8", headers)


@lru_cache
def _file(name: str) -> bytes | None:
    found = resources.files("stripe_double").joinpath("js", name)
    return found.read_bytes() if found.is_file() else None


@lru_cache
def _script() -> bytes:
    """Join the parts of the script; they share one scope and leave only `Stripe` behind."""
    parts = resources.files("stripe_double").joinpath("js", "stripe")
    names = sorted(part.name for part in parts.iterdir() if part.name.endswith(".js"))
    shared = (_file("api.js") or b"").decode().replace("\nexport ", "\n")
    body = "\n".join([shared, *(parts.joinpath(name).read_text(encoding="utf-8") for name in names)])
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'.encode()
