"""One stylesheet for shoppers out of many small ones for us: `css/shop.css`, joined when it is asked for.

`static/css/main.css` says which files and in what order; each page had thirty-six requests to wait for.
"""

import os
import posixpath
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

SOURCE, JOINED = "css/main.css", "css/shop.css"
IMPORT = re.compile(r'@import url\("(?P<url>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;')
ADDRESS = re.compile(r'url\("(?P<url>(?!data:|/|#|https?:)[^"]+)"\)')
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/")


class JoinedStylesheetFinder(finders.BaseFinder):
    """Finds the joined stylesheet, for `collectstatic` and for servers that look where files lie."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(settings.VAR_DIR / "joined")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != JOINED:
            return []
        found = self._write()
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield JOINED, self.storage

    def check(self, **kwargs: Any) -> Any:
        return []

    def _write(self) -> str:
        target = Path(self.storage.path(JOINED))
        text = joined(SOURCE)
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, text)
        return str(target)


def joined(name: str) -> str:
    """The static file `name` with everything it imports in its place, and addresses as seen from `JOINED`."""
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    folder = posixpath.dirname(name)
    text = SOURCE_MAP.sub("", Path(path).read_text())
    # Imports first: what they bring has its addresses right already.
    parts = IMPORT.split(_with_addresses(text, folder))
    return "".join(_spread(parts, folder))


def _spread(parts: list[str], folder: str) -> Iterator[str]:
    """Text, address and layer take turns in `parts`."""
    yield parts[0]
    for url, layer, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        inner = joined(posixpath.normpath(posixpath.join(posixpath.dirname(JOINED), url)))
        yield f"@layer {layer} {{\n{inner}\n}}" if layer else inner
        yield text


def _with_addresses(text: str, folder: str) -> str:
    def seen_from_joined(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match["url"]))
        return f'url("{posixpath.relpath(target, posixpath.dirname(JOINED))}")'

    return ADDRESS.sub(seen_from_joined, text)


def _replace(target: Path, text: str) -> None:
    """Write at once: several workers may start together."""
    with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, target)
