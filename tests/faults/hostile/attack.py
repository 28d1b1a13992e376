"""One hostile request, and how it is shown so that anybody can send it again."""

import shlex
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes, unquote_to_bytes

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Attack:
    """A request as a server would hand it over.

    `path` is what the address means (bytes, no %-escapes), `query` what stands in it. `is_cut`: the
    connection breaks where `body` ends. `must` are the statuses that alone are right; empty: any below 500.
    """

    kind: str
    method: str
    path: bytes
    query: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    is_cut: bool = False
    must: tuple[int, ...] = ()
    template: str = field(default="", repr=False)  # of the address that was meant

    @property
    def is_dirty(self) -> bool:
        """Whether path or query hold what is no text."""
        return no_text(self.path) or no_text(unquote_to_bytes(self.query.replace(b"+", b" ")))

    def header(self, name: str) -> str:
        """The value of a header; empty without it."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def curl(self) -> str:
        """The same as a command; `body` in full, however long."""
        address = quote_from_bytes(self.path) + ("?" + self.query.decode("latin-1") if self.query else "")
        words = ["curl", "-i", "-X", self.method, "http://127.0.0.1:8000" + address]
        for name, value in self.headers:
            words += ["-H", f"{name}: {value}"]
        sent = "".join(f"\\x{byte:02x}" for byte in self.body)
        command = shlex.join([*words, "--data-binary", "@-"] if self.body else words)
        return f"printf '{sent}' | {command}" if self.body else command

    def story(self) -> str:
        """What was sent, as a Python literal and as a command."""
        return f"{self!r}\n{self.curl()}"


def no_text(raw: bytes) -> bool:
    """Whether there is a NUL in it, or something that is not UTF-8."""
    try:
        return "\x00" in raw.decode()
    except UnicodeDecodeError:
        return True
