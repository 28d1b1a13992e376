#!/usr/bin/env python
"""Runs groups of checks one after another, a line each, and stops at the first that is red.

run_checks.py lint | fast | tests ...
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.production_env import COMPLETE_ENV  # noqa: E402

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


@dataclass(frozen=True)
class Check:
    """One command; `env` is what it needs on top of the environment."""

    title: str
    command: str
    env: Mapping[str, str] = field(default_factory=dict)


def node_checks() -> list[Check]:
    """The linters of scripts and stylesheets, where Node and they (`npm ci`) are installed."""
    if not (shutil.which("node") and (ROOT / "node_modules").is_dir()):
        return []
    return [
        Check("eslint", "node_modules/.bin/eslint --max-warnings 0 static"),
        Check("stylelint", "node_modules/.bin/stylelint --max-warnings 0 'static/css/**/*.css'"),
    ]


LINT = [
    Check("ruff check", "ruff check ."),
    Check("ruff format", "ruff format --check ."),
    Check("djlint", "djlint templates --lint --quiet"),
    Check("import-linter", "lint-imports --no-logo"),
    Check("mypy", "mypy"),
    *node_checks(),
]
FAST = [
    Check("migrations are complete", "python manage.py makemigrations --check --dry-run"),
    Check("redis-server is there", f"{sys.executable} {__file__} redis-server"),
    Check("suite on PostgreSQL", "pytest -q -n 2 -m 'not browser and not real_stripe'"),
]
DEPLOY = Check("check --deploy", "python manage.py check --deploy --fail-level WARNING", COMPLETE_ENV)
TESTS = [
    FAST[0],
    DEPLOY,
    *FAST[1:],
    Check("locking on SQLite", "pytest -q -n 2 -m 'sqlite and not browser'", {"SHOP_TEST_DB": "sqlite"}),
    Check("Chromium is there", f"{sys.executable} {__file__} chromium"),
    Check("browser", "pytest -q -n 2 -m browser"),
]
GROUPS = {"lint": LINT, "fast": FAST, "tests": TESTS}


def main(names: list[str]) -> int:
    if names == ["chromium"]:
        return ensure("chromium", "The browser tests need Chromium", "brew install --cask google-chrome")
    if names == ["redis-server"]:
        return ensure("redis-server", "The tests of REDIS_URL need redis-server", "brew install redis")
    checks = [check for name in names for check in GROUPS[name]]
    started = time.monotonic()
    for number, check in enumerate(checks, 1):
        print(f"\n[{number}/{len(checks)}] {check.title}", flush=True)
        before = time.monotonic()
        if run(check) != 0:
            print(f"\nRED: {check.title}. What ran: {check.command}")
            return 1
        print(f"      green, {time.monotonic() - before:.0f} s", flush=True)
    print(f"\nGREEN: {len(checks)} checks in {time.monotonic() - started:.0f} s")
    return 0


def run(check: Check) -> int:
    """The exit status of the check's command, run with the virtual environment's tools."""
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    env = {**os.environ, "PATH": tools, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}", **check.env}
    command = shlex.split(check.command)
    command[0] = shutil.which(command[0], path=tools) or command[0]
    return subprocess.run(command, cwd=ROOT, env=env).returncode


def ensure(package: str, need: str, on_a_mac: str) -> int:
    """Install Debian's `package` where that needs nobody's leave (root on Debian); else say how."""
    if is_installed(package):
        return 0
    if os.getuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, check=False, env=quiet)
    if is_installed(package):
        return 0
    print(f"{need}: install it (Debian: sudo apt-get install {package}; macOS: {on_a_mac}), then again.")
    return 1


def is_installed(package: str) -> bool:
    """Whether the program of `package` is on this machine, by any of its names."""
    names = CHROMIUM if package == "chromium" else (package,)
    return any(shutil.which(name) for name in names) or (package == "chromium" and MAC_CHROME.exists())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
