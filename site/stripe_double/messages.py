"""Requests and answers, free of sockets."""

import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from stripe_double.errors import Json, kind_of_status


@dataclass(frozen=True)
class Request:
    """An HTTP request; header names are lower case."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> str:
        return urlsplit(self.target).query

    @property
    def form(self) -> str:
        """Answer the encoded parameters, wherever the method puts them."""
        return self.body if self.method == "POST" else self.query


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class Dropped(Exception):
    """The connection is to be closed without an answer, or in the middle of the one that has `begun`."""

    def __init__(self, begun: Reply | None = None) -> None:
        super().__init__()
        self.begun = begun


def json_reply(status: int, body: object, **headers: str) -> Reply:
    """Build a JSON answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(body, indent=2).encode() + b"\n", headers=named)


def error_reply(status: int, message: str, *, code: str | None = None, param: str = "") -> Reply:
    """Build an error answer that no handler has raised."""
    fields: Json = {"message": message, "type": kind_of_status(status)}
    if code:
        fields["code"] = code
    if param:
        fields["param"] = param
    return json_reply(status, {"error": fields})
