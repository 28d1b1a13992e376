"""One kept page: its body in each encoding that browsers ask for, and the answers made of it."""

import gzip
import re
import time
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from catalogue.page_changes import PageState

# Everything else is added to each answer by the middleware in front of the cache.
HEADERS = ("Content-Type", "Content-Language", "Content-Security-Policy", "X-Frame-Options", "Link")
VARY = "Accept-Encoding, Cookie"
REFUSED = re.compile(r"q=0(\.0*)?")
LONGEST_HEADER = 256


@dataclass(frozen=True)
class KeptPage:
    """A page as it was while the shop was in `state`; `expires_at` is a time stamp in seconds."""

    state: PageState
    expires_at: float
    headers: dict[str, str]
    etag: str
    bodies: dict[str, bytes]

    @property
    def size(self) -> int:
        """Bytes that it takes, roughly."""
        return sum(map(len, self.bodies.values())) + 1024

    def is_good(self, state: PageState) -> bool:
        """Whether it can still be shown while the shop is in `state`."""
        return self.state == state and time.time() < self.expires_at

    def answer(self, request: HttpRequest) -> HttpResponse:
        """What `request` gets: the page as its browser can unpack it, or the word that it has this one."""
        if self.etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
            return HttpResponseNotModified(headers=self._caching())
        encoding = best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", "")[:LONGEST_HEADER])
        body = self.bodies[encoding] if encoding else gzip.decompress(self.bodies["gzip"])
        headers = {**self.headers, **self._caching(), "Content-Length": str(len(body))}
        if encoding:
            headers["Content-Encoding"] = encoding
        return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)

    def _caching(self) -> dict[str, str]:
        return {"ETag": self.etag, "Vary": VARY, "Cache-Control": self._cache_control()}

    def _cache_control(self) -> str:
        """Keep it, but ask before showing it again; a cache that hears of changes may show it for longer."""
        seconds = min(settings.SHOP_CDN_SECONDS, int(self.expires_at - time.time()))
        if seconds <= 0:
            return "public, no-cache"
        return f"public, max-age=0, must-revalidate, s-maxage={seconds}"


def keep(response: HttpResponse, state: PageState, expires_at: float) -> KeptPage:
    """`response` as a kept page, compressed once and for all."""
    body = response.content
    return KeptPage(
        state=state,
        expires_at=expires_at,
        headers={name: response.headers[name] for name in HEADERS if name in response.headers},
        etag=f'W/"{blake2b(body, digest_size=16).hexdigest()}"',
        bodies={"br": brotli.compress(body, quality=5), "gzip": gzip.compress(body, 6, mtime=0)},
    )


@lru_cache(maxsize=64)
def best_encoding(accepted: str) -> str:
    """The best of our encodings that an `Accept-Encoding` header takes; empty for none."""
    offers = [part.replace(" ", "").lower().partition(";") for part in accepted.split(",")]
    names = {name for name, _, weight in offers if not REFUSED.fullmatch(weight)}
    return next((name for name in ("br", "gzip") if name in names), "")
