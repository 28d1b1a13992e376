"""What a visit costs in this process: SQL statements and Python calls, which no busy machine changes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from cProfile import Profile
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pstats import Stats
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.http.response import HttpResponseBase
from django.test import RequestFactory

WARM_UP = 2  # the third visit counts: templates are compiled by then, content types and sites known
CSRF_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class WrongPage(AssertionError):
    """The answer is not the page that was to be measured: a wrong page is never timed."""


@dataclass(frozen=True)
class Cost:
    """What one call took; `sql` holds the statements in their order, savepoints included."""

    sql: tuple[str, ...]
    calls: int

    @property
    def statements(self) -> int:
        return len(self.sql)

    @property
    def writes(self) -> tuple[str, ...]:
        """The statements that change something."""
        return tuple(text for text in self.sql if text.startswith(("INSERT", "UPDATE", "DELETE")))


class Visitor(RequestFactory):
    """A browser in this process: the whole site with its middleware, without a socket; keeps its cookies.

    Unlike Django's test client it records no templates and lets no form pass without its token, so that
    what is counted is what a worker does.
    """

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.site = WSGIHandler()
        self.token = ""

    def request(self, **environ: Any) -> HttpResponseBase:
        """The answer to `environ`; `get` and `post` end here."""
        with _connection_kept():
            response = self.site(self._base_environ(**environ), lambda status, headers: None)
            response.close()
        self._keep(response.cookies)
        return response

    def _keep(self, cookies: SimpleCookie) -> None:
        for name, morsel in cookies.items():
            if morsel["max-age"] == 0:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel

    def read_token(self, path: str) -> None:
        """Look at the form on `path`, so that `send` may post it."""
        found = CSRF_FIELD.search(self.get(path).content.decode())
        self.token = found[1] if found else ""

    def send(self, path: str, fields: dict[str, str], **extra: Any) -> HttpResponseBase:
        """Post a form, as browsers write it, with the token that `read_token` saw."""
        form = urlencode({"csrfmiddlewaretoken": self.token, **fields})
        return self.generic("POST", path, form, "application/x-www-form-urlencoded", **extra)


def cost_of_page(
    visit: Callable[[], HttpResponseBase], text: str, before: Callable[[], None] = lambda: None
) -> Cost:
    """What the third `visit` takes, each after `before()`; each must be found and show `text`.

    Raises WrongPage.
    """
    for _ in range(WARM_UP):
        before()
        check(visit(), text)
    before()
    answers: list[HttpResponseBase] = []
    cost = cost_of(lambda: answers.append(visit()))
    check(answers[0], text)
    return cost


def check(response: HttpResponseBase, text: str, status: int = 200) -> None:
    """Raises WrongPage unless `response` has `status` and shows `text`."""
    body = getattr(response, "content", b"").decode()
    if response.status_code != status or text not in body:
        raise WrongPage(f"{response.status_code} instead of {status}, or no “{text}” in: {body[:400]}")


def cost_of(call: Callable[[], Any]) -> Cost:
    """What `call` takes, once, as it stands: nothing is warmed up, nothing is checked."""
    profile = Profile()
    with _statements() as sql:
        profile.runcall(call)
    return Cost(tuple(sql), int(Stats(profile).total_calls))  # type: ignore[attr-defined]


@contextmanager
def _connection_kept() -> Iterator[None]:
    """A request would close the connection of a test's transaction; Django's own client does the same."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@contextmanager
def _statements() -> Iterator[list[str]]:
    """The SQL that is run meanwhile; a wrapper costs a call each, Django's own query log a dozen."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen
