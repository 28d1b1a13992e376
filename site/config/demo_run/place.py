"""Where the demo runs: its address, its folder, and that nobody else is there."""

import fcntl
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.core.management import CommandError

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Place:
    """Ports and folder of one run of the demo."""

    port: int
    stripe_port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def stripe_url(self) -> str:
        return f"http://{HOST}:{self.stripe_port}"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    def environment(self) -> dict[str, str]:
        """What every process of the demo finds in its environment."""
        root = Path(__file__).resolve().parents[3]
        return {
            **{name: value for name, value in os.environ.items() if name not in FOREIGN},
            "PYTHONPATH": f"{root}{os.pathsep}{root / 'site'}",
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DEBUG": "0",
            "SHOP_DEMO": "1",
            "SHOP_VAR_DIR": str(self.folder),
            "SITE_URL": self.url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'shop.sqlite3'}",
            "STRIPE_API_BASE": self.stripe_url,
            "STRIPE_JS_URL": "/_stripe/js/stripe.js",
            "STRIPE_PUBLIC_KEY": "pk_test_double",
            "STRIPE_SECRET_KEY": "sk_test_double",
            "STRIPE_WH_SECRET": "whsec_demo",
        }


# Of a shop that may be configured in the same shell: none of it belongs into the demo.
FOREIGN = {"ALLOWED_HOSTS", "EMAIL_URL", "REDIS_URL", "SECRET_KEY", "STRIPE_CURRENCY"}


def choose(port: int, folder: Path) -> Place:
    """The place for a run at `port`. Raises CommandError when the port is taken."""
    if not _is_free(port):
        raise CommandError(
            f"Port {port} is taken by another program. Choose another one: make demo PORT={port + 10}"
        )
    place = Place(port, _free_port(), folder)
    for needed in (place.logs, folder / "static", folder / "media"):
        needed.mkdir(parents=True, exist_ok=True)
    return place


def claim(folder: Path) -> IO[str]:
    """Keep the folder for this run while the answer is open. Raises CommandError when another run has it."""
    lock = (folder / ".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        lock.close()
        raise CommandError(
            "The demo is running already: stop it with Ctrl-C where it was started."
        ) from taken
    return lock


def python(*arguments: str) -> list[str]:
    """A command line for this very Python."""
    return [sys.executable, *arguments]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
