"""What no hostile input may bring about, whatever it is."""

import logging
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.faults.hostile.attack import Attack
from tests.faults.hostile.door import HOST, Answer
from tests.faults.hostile.texts import EVIL_HOST, MARK, SUM

SLOW_S = 2.0
# What a payload looks like in a page that did not escape it.
LEAKS = tuple(
    leak.encode()
    for leak in (
        f"<{MARK}",
        f'" {MARK}="1',
        f"' {MARK}='1",
        *(
            f'{name}="{place}'
            for name in ("href", "src", "action")
            for place in (f"javascript:{MARK}", f"//{EVIL_HOST}")
        ),
        SUM,
    )
)
INSIDES = (b"Traceback (most recent call last)", b"psycopg", b"sqlite3.", b"django.db.utils")


def objections(attack: Attack, answer: Answer) -> Iterator[str]:
    """What is wrong with the answer, one sentence each."""
    if answer.status >= 500:
        yield f"status {answer.status}"
    if attack.must and answer.status not in attack.must:
        yield f"status {answer.status}, not {' or '.join(map(str, attack.must))}"
    elif attack.is_dirty and answer.status != 400:
        yield f"status {answer.status} for what is no text, not 400"
    if answer.header("Content-Type").startswith("text/html"):
        yield from (f"the page holds {leak!r}" for leak in LEAKS if leak in answer.body)
    yield from (f"the answer shows {inside!r}" for inside in INSIDES if inside in answer.body)
    yield from _bad_headers(answer)


def _bad_headers(answer: Answer) -> Iterator[str]:
    for name, value in answer.headers:
        if MARK in name.lower() or "\n" in value or "\r" in value:
            yield f"the header {name!r} was made up: {value!r}"
    if not is_local(answer.header("Location")):
        yield f"sends the browser to {answer.header('Location')!r}"


def is_local(target: str) -> bool:
    """Whether a browser that is sent to `target` stays in the shop; it takes \\ for / and skips controls."""
    seen = "".join(character for character in target.replace("\\", "/") if character > " ")
    parts = urlsplit(seen)
    return (
        parts.scheme in ("", "http", "https")
        and parts.netloc in ("", HOST)
        and bool(parts.netloc) == bool(parts.scheme)
    )


class Ear(logging.Handler):
    """Hears what the shop logs: an error with a traceback, or a line that an attacker could have forged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.levelno >= logging.ERROR:
            self.heard.append(f"a traceback was logged: {record.exc_info[1]!r}")
        if "\n" in text or "\r" in text:
            self.heard.append(f"the log was given lines: {text!r}")

    def sentences(self) -> list[str]:
        """What was heard since the last time."""
        heard, self.heard = self.heard, []
        return heard
