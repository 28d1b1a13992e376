"""The real shop of one run: gunicorn with two workers, the shop's worker, and the Stripe that reaches it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from catalogue.tests.factories import count, make_product
from stripe_double import StripeDouble
from tests.faults.books import empty_books
from tests.faults.place import HOST, Place
from tests.pgtemplate import ROOT

OPENS_WITHIN_S = 60
SECRET = "whsec_test"
MESSAGE_ID = re.compile(r"^Message-ID: (\S+)", re.MULTILINE)
# Pieces enough for every shopper of a run: what is scarce is attacked by the races.
PIECES = {"TW-A4": 5000, "TW-A3": 5000, "TW-A2": 5000}
PRICES = {"TW-A4": "22.00", "TW-A3": "39.00", "TW-A2": "98.00"}


class RunningShop:
    """Starts with `with`; every process dies with it. `retry_scale` is the double's (0: no redelivery).

    `environment` adds to that of its processes.
    """

    def __init__(
        self, place: Place, *, retry_scale: float = 0.0, environment: Mapping[str, str] | None = None
    ) -> None:
        self.place = place
        self.environment = environment or {}
        self.double = StripeDouble(retry_scale=retry_scale, webhook_timeout=10)
        self.stripe = self.double.control
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "RunningShop":
        self.double.start()
        os.environ["STRIPE_API_BASE"] = self.double.base_url
        self.double.add_endpoint(f"{self.place.url}/checkout/wh/", SECRET)
        make_product("Tailwind", [(sku, sku[-2:], price, None) for sku, price in PRICES.items()])
        self.empty()
        started = time.monotonic()
        bind = f"--bind={HOST}:{self.place.port}"
        threads = f"--threads={self.environment.get('WEB_THREADS', '2')}"
        self._start("site", "-m", "gunicorn", "-c", "gunicorn.conf.py", bind, "--workers=2", threads)
        self._start("launcher", "-m", "tests.faults.launcher", stdin=-1, stdout=-1)
        self._wait_until_open()
        self.opened_within_s = time.monotonic() - started
        return self

    def __exit__(self, *error: object) -> None:
        self.double.stop()

    def empty(self) -> None:
        """Forget all orders, checkouts, payments and mails; count the stock anew."""
        self.stripe.reset()
        empty_books()
        for sku, pieces in PIECES.items():
            count(sku, pieces)
        for mail in self._mails():
            mail.unlink()

    def _start(self, name: str, *words: str, **pipes: Any) -> None:
        with self.place.log(name).open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stderr=log,
                start_new_session=True,
                **{"stdin": subprocess.DEVNULL, "stdout": log, **pipes},
            )
        self.place.watch(child.pid)
        self._children[name] = child

    def _wait_until_open(self) -> None:
        deadline = time.monotonic() + OPENS_WITHIN_S
        while time.monotonic() < deadline and self._children["site"].poll() is None:
            try:
                requests.get(f"{self.place.url}/bag/", timeout=10).raise_for_status()
                return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise RuntimeError("the shop did not open:\n" + self.place.log("site").read_text()[-3000:])

    # Deaths

    def arm(self, point: str) -> None:
        """Whoever comes past `point` next dies."""
        self._file(point).touch()

    def has_died_at(self, point: str) -> bool:
        """Whether somebody died there; asked once, the point is disarmed again in any case."""
        died = not self._file(point).exists()
        self._file(point).unlink(missing_ok=True)
        return died

    def _file(self, point: str) -> Path:
        return self.place.folder / "failpoints" / point

    def run(self, *words: str) -> int:
        """Run a command of the shop in a process of its own; answers its exit status, -9: it was killed."""
        launcher = self._children["launcher"]
        assert launcher.stdin
        assert launcher.stdout
        launcher.stdin.write(json.dumps(words).encode() + b"\n")
        launcher.stdin.flush()
        return int(launcher.stdout.readline())

    def start_worker(self) -> None:
        """Run the shop's worker beside the site; one that died is replaced, as a supervisor would do."""
        self._start("worker", "manage.py", "shop_worker")

    def kill(self, victim: str, pid: int = 0) -> None:
        """SIGKILL to one process of ours; the shop's worker is started again (gunicorn does that itself)."""
        os.kill(pid or self._children[victim].pid, signal.SIGKILL)
        if victim == "worker":
            self._children["worker"].wait(10)
            self.start_worker()

    def replace_dead_worker(self, patience_s: float) -> None:
        """Wait until the worker has died by itself, and start another, as a supervisor would do.

        Raises TimeoutExpired: it lives on.
        """
        self._children["worker"].wait(patience_s)
        self.start_worker()

    def stop_worker(self) -> None:
        """Let the worker finish what it is at."""
        self._children["worker"].terminate()
        self._children["worker"].wait(30)

    def site_workers(self) -> list[int]:
        """The process ids of gunicorn's workers as they are now."""
        master = self._children["site"].pid
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(master)], capture_output=True, text=True)
        return [int(pid) for pid in found.stdout.split()]

    # What left the shop

    def message_ids(self) -> list[str]:
        """The Message-ID of every mail that went out, as often as it went out.

        Two mails of one second may share a file: Django names it by the time and by an address in memory.
        """
        return [found for mail in self._mails() for found in MESSAGE_ID.findall(mail.read_text())]

    def _mails(self) -> list[Path]:
        return sorted((self.place.folder / "var" / "mail").glob("*.log"))
