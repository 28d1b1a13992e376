#!/usr/bin/env python
"""Brings the German catalogue up to date: new texts are added to it, texts that are gone leave it.

messages.py

Write the German of what is new into locale/de/LC_MESSAGES/django.po, then run this again: it also writes the
compiled catalogue that the shop reads.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "locale" / "de" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
CODE = ("catalogue", "checkout", "home", "profiles", "site/config")
HEADER = "# What the shop says, in German. See scripts/messages.py."
SIGNED = {
    "project": "Motacilla",
    "version": "1",
    "msgid_bugs_address": "hello@motacilla.example",
    "last_translator": "Motacilla <hello@motacilla.example>",
    "language_team": "Motacilla <hello@motacilla.example>",
}
CONTEXT = (1, "c")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (CONTEXT, 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (CONTEXT, 2, 3)),
}


def main() -> int:
    found, kept = texts(), read()
    catalog = renewed(found, kept)
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalog))
    MO.write_bytes(as_mo(catalog))
    open_ones = list(unfinished(catalog))
    for message in open_ones:
        print(f"no German yet: {message.id!r} ({message.locations[0][0]})")
    print(f"{len(catalog)} texts, {len(open_ones)} of them without German: {PO.relative_to(ROOT)}")
    return 1 if open_ones else 0


def texts() -> Catalog:
    """All that the shop's Python files and templates mark for translation, in English."""
    found = Catalog(locale="de")
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract("python", _python(path), KEYWORDS):
            found.add(message, locations=[(name, 0)], context=context)
    return found


def read() -> Catalog:
    """The catalogue as it is kept; an empty one before the first time."""
    if not PO.exists():
        return Catalog(locale="de")
    with PO.open("rb") as stream:
        return read_po(stream, locale="de")


def renewed(found: Catalog, kept: Catalog) -> Catalog:
    """The texts of `found` with the German of `kept`; nothing is guessed, and the dates stay."""
    catalog = Catalog(locale="de", header_comment=HEADER, fuzzy=False, **SIGNED)
    catalog.creation_date = catalog.revision_date = kept.creation_date
    for message in found:
        if not message.id:
            continue
        before = kept.get(message.id, message.context)
        german = before.string if before and before.id == message.id else None
        catalog.add(message.id, german, message.locations, context=message.context)
    return catalog


def unfinished(catalog: Catalog) -> Iterator[Message]:
    """The texts that have no German, or one that somebody was not sure of."""
    for message in catalog:
        parts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(parts)):
            yield message


def as_po(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalog, width=110, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def _sources() -> Iterator[Path]:
    for top in CODE:
        for path in sorted((ROOT / top).rglob("*.py")):
            if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts):
                yield path
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def _python(path: Path) -> io.BytesIO:
    """The file as Python: of a template the calls that Django makes of its tags, each line at the margin."""
    if path.suffix == ".py":
        return io.BytesIO(path.read_bytes())
    calls = templatize(path.read_text(), origin=str(path))
    return io.BytesIO(re.sub(r"^[ \t]+", "", calls, flags=re.MULTILINE).encode())


if __name__ == "__main__":
    sys.exit(main())
