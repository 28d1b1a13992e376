"""Keeps a migrated database between test runs, one for each state of the migrations and the lock.

Migrating takes most of a short run's time. What is kept is a server's whole data folder as an archive in
pytest's cache; `make clean` removes it, and a change to any migration makes a new one.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".pytest_cache" / "postgres"
DATABASE = "shop_template"
KEPT = 3


def archive_for(postgres: Path) -> Path:
    """Where the archive for this server and today's migrations lies, or would."""
    seen = sha256(str(postgres).encode())
    apps = ROOT / "site" / "config" / "settings" / "base.py"
    for path in [ROOT / "requirements-dev.txt", apps, *sorted(ROOT.glob("*/migrations/*.py"))]:
        seen.update(path.name.encode() + path.read_bytes())
    return CACHE / f"{seen.hexdigest()[:16]}.tar"


def restore(archive: Path, server: Path, user: dict[str, Any]) -> bool:
    """Unpack the archive as `server/data`; False when there is none."""
    if not archive.exists():
        return False
    os.utime(archive)
    with archive.open("rb") as packed:
        subprocess.run(["tar", "-xf", "-"], check=True, stdin=packed, cwd=server, **user)
    return True


def save(archive: Path, server: Path) -> None:
    """Keep the stopped server's `data`; of older archives the last few stay."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=CACHE, delete=False) as packed:
        subprocess.run(["tar", "-cf", "-", "data"], check=True, stdout=packed, cwd=server)
    os.replace(packed.name, archive)
    for old in sorted(CACHE.glob("*.tar"), key=os.path.getmtime)[:-KEPT]:
        old.unlink(missing_ok=True)


def migrate(url_of: Callable[[str], str]) -> bool:
    """Make the template database on the running server; False when migrations fail, as the run will show."""
    import psycopg2

    connection = psycopg2.connect(url_of("postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    env = {**os.environ, "DATABASE_URL": url_of(DATABASE), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True).returncode == 0
