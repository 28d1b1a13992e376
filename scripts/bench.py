#!/usr/bin/env python
"""Measures what pages cost, uncached and from memory, and writes docs/benchmark.md from the result.

bench.py [--quick]
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

from tests.bench.load import press  # noqa: E402
from tests.bench.report import Memory, Rate  # noqa: E402
from tests.faults.databases import Postgres  # noqa: E402
from tests.faults.place import free_port  # noqa: E402

SIZES, QUICK_SIZES = (100, 10_000, 100_000), (100, 1_000)
ROUNDS, SECONDS = 9, 1.5
SOAK_REQUESTS = 10_000
PORTS = {name: free_port() for name in ("bare WSGI", "bare Django", "shop")}
PRODUCT = "/shop/posters/generated-0/"
KEPT = {"listing": "/shop/", "category": "/shop/posters/", "product": PRODUCT}


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    sizes = QUICK_SIZES if options.quick else SIZES
    rounds, seconds = (2, 1.0) if options.quick else (ROUNDS, SECONDS)
    with tempfile.TemporaryDirectory(prefix="shop-bench-") as folder:
        Path(folder).chmod(0o755)
        database = Postgres(Path(folder))
        database.prepare()
        os.environ |= {"DATABASE_URL": database.url, "SHOP_VAR_DIR": folder, "SHOP_TEST_MEDIA": folder}
        try:
            costs, filled = _costs(sizes)
            rates, memory = _rates(rounds, seconds)
        finally:
            database.crash()
    from tests.bench.report import page

    text = page(costs, filled, rates, memory, _facts())
    print(text)
    if not options.quick:
        (ROOT / "docs" / "benchmark.md").write_text(text)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--quick", action="store_true", help="small catalogues, short runs: a look, no record"
    )
    return parser.parse_args(arguments)


def _costs(sizes: tuple[int, ...]) -> tuple[dict[int, dict[str, tuple[int, int]]], dict[int, float]]:
    """Statements and calls by catalogue size and page, and the seconds that filling took."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from stripe_double import StripeDouble
    from tests.bench.catalogue import fill
    from tests.bench.pages import costs

    found, filled = {}, {}
    for size in sizes:
        started = time.monotonic()
        fill(size, tell=lambda done, size=size: print(f"\r{done:,} of {size:,} products", end="", flush=True))
        filled[size] = time.monotonic() - started
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does within a minute
        print(f", {filled[size]:.0f} s", flush=True)
        with StripeDouble() as double:
            settings.STRIPE_API_BASE = double.base_url
            found[size] = costs(size)
        for page, (statements, calls) in found[size].items():
            print(f"  {page:14} {statements:3} SQL {calls:8,} calls", flush=True)
    return found, filled


def _rates(rounds: int, seconds: float) -> tuple[dict[str, Rate], Memory]:
    """Answers a second, each beside bare Django in the same seconds; and a worker's memory afterwards."""
    seen: dict[str, list[Rate]] = {}
    with (
        _server("bare WSGI", "tests.bench.limits:bare_wsgi"),
        _server("bare Django", "tests.bench.limits:bare_django()"),
        _server("shop", "config.wsgi") as shop,
    ):
        for number in range(rounds):
            for name, port, path in _turns():
                limit = press(PORTS["bare Django"], "/", seconds / 2).rate
                rate = press(port, path, seconds).rate
                limit = (limit + press(PORTS["bare Django"], "/", seconds / 2).rate) / 2
                seen.setdefault(name, []).append(Rate(rate, rate / limit))
            print(f"round {number + 1} of {rounds}", flush=True)
        _soak()
        return {name: _median(rates) for name, rates in seen.items()}, _memory(shop.pid)


def _median(rates: list[Rate]) -> Rate:
    return Rate(median(rate.answers for rate in rates), median(rate.of_limit for rate in rates))


def _turns() -> Iterator[tuple[str, int, str]]:
    for name in ("bare WSGI", "bare Django"):
        yield name, PORTS[name], "/"
    for name, path in KEPT.items():
        yield f"{name}, from memory", PORTS["shop"], path
        # A parameter that no page knows makes it be rendered anew.
        yield f"{name}, rendered", PORTS["shop"], f"{path}?anew=1"


def _soak() -> None:
    print(f"{SOAK_REQUESTS:,} requests for the memory of a worker", flush=True)
    for path in KEPT.values():
        left = SOAK_REQUESTS // len(KEPT)
        while left > 0:
            left -= int(press(PORTS["shop"], path, 1.0).rate)


@contextmanager
def _server(name: str, application: str) -> Iterator[subprocess.Popen[bytes]]:
    """gunicorn with two workers on this name's port, until the block ends."""
    words = f"-m gunicorn -c gunicorn.conf.py --bind 127.0.0.1:{PORTS[name]} --log-level error".split()
    env = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "WEB_MAX_REQUESTS": "0", "WEB_WORKERS": "2"}
    process = subprocess.Popen([sys.executable, *words, application], cwd=ROOT, env=env)
    try:
        _wait_for(PORTS[name], "/shop/" if name == "shop" else "/")
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            press(port, path, 0.05)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _memory(parent: int) -> Memory:
    """Of the largest worker of a gunicorn."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return max(_memory_of(child) for child in children)


def _memory_of(process: str) -> Memory:
    found = {}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
        name, size = line.split()[:2]
        found[name.rstrip(":")] = int(size) / 1024
    return Memory(found["Rss"], found["Pss"])


def _facts() -> dict[str, str]:
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": said.stdout.strip() or "unknown",
        "machine": f"{os.cpu_count()} shared cores, Python {platform.python_version()}",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
