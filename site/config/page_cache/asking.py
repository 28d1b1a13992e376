"""Which requests the kept pages may answer, and under which key."""

import re
from typing import NamedTuple

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from config.csp import is_preview
from config.languages import FIXED, first_part
from config.visitor_cookies import SIGNED_IN

MESSAGES = "messages"  # the cookie of messages that wait to be shown
# What advertisers add for their own scripts: no page of ours depends on it.
TRACKING = re.compile(r"(?:utm_\w+|gclid|dclid|fbclid|msclkid|mc_cid|mc_eid)(?:=.*)?", re.ASCII)
# Parameters of listings and product pages, with the values that pages themselves link to.
KNOWN = re.compile(r"(page=[1-9][0-9]{0,4}|sort=[a-z_]{1,20}|sku=[A-Za-z0-9._-]{1,64})", re.ASCII)


class Key(NamedTuple):
    """All that a kept page depends on; the path names the language."""

    scheme: str
    host: str
    path: str
    query: str


def key_for(request: HttpRequest) -> Key | None:
    """The key of what `request` asks for; None when it must be answered for this visitor alone."""
    if not _is_anybodys(request) or first_part(request.path_info) in FIXED:
        return None
    query = _known_query(request.META.get("QUERY_STRING", ""))
    if query is None:
        return None
    try:
        return Key(request.scheme or "", request.get_host(), request.path, query)
    except DisallowedHost:
        return None


def anonymous_key(request: HttpRequest) -> Key | None:
    """What any visitor would ask by `request`, whatever its query; None when it is this visitor's alone."""
    if not _is_anybodys(request):
        return None
    return Key(request.scheme or "", request.get_host(), request.path, request.META.get("QUERY_STRING", ""))


def _is_anybodys(request: HttpRequest) -> bool:
    """Whether no account, no message, no script's wish for a fragment and no preview is in the request."""
    return (
        request.method in ("GET", "HEAD")
        and SIGNED_IN not in request.COOKIES
        and MESSAGES not in request.COOKIES
        and not request.META.keys() & {"HTTP_HX_REQUEST", "HTTP_AUTHORIZATION"}
        and not is_preview(request)
    )


def _known_query(raw: str) -> str | None:
    """`raw` without the advertisers' parameters; None when anything else in it is unknown or comes twice."""
    if not raw:
        return ""
    parts = [part for part in raw.split("&") if not TRACKING.fullmatch(part)]
    names = {part.partition("=")[0] for part in parts}
    if len(names) == len(parts) and all(KNOWN.fullmatch(part) for part in parts):
        return "&".join(parts)
    return None
