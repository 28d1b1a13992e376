"""The files that are kept of the last release: its database with a day's data, and what it writes next."""

import json
import lzma
import os
import re
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection

from tests import pgplugin
from tests.upgrade.writes import Write

KEPT = Path(__file__).parent / "kept"
# What the server's own program writes for itself, or for newer servers than this one.
NOT_DATA = re.compile(
    r"^(\\|SET |SELECT pg_catalog\.set_config|CREATE SCHEMA public|COMMENT ON SCHEMA).*$", re.M
)


def keep_data(folder: Path) -> None:
    """Write the database that is connected."""
    dump = _dump_sqlite if connection.vendor == "sqlite" else _dump_postgres
    (folder / f"{connection.vendor}.data.xz").write_bytes(lzma.compress(dump(folder)))


def keep_writes(folder: Path, writes: list[Write]) -> None:
    lines = "\n".join(json.dumps(write) for write in writes)
    (folder / f"{connection.vendor}.writes.xz").write_bytes(lzma.compress(lines.encode()))


def load_data() -> None:
    """Fill the empty database that is connected with the last release's."""
    content = lzma.decompress((KEPT / f"{connection.vendor}.data.xz").read_bytes())
    if connection.vendor == "sqlite":
        connection.close()
        Path(connection.settings_dict["NAME"]).write_bytes(content)
        return
    with connection.cursor() as cursor:
        cursor.execute(content.decode())


def kept_writes() -> list[Write]:
    content = lzma.decompress((KEPT / f"{connection.vendor}.writes.xz").read_bytes())
    return [tuple(json.loads(line)) for line in content.decode().splitlines()]


def _dump_sqlite(folder: Path) -> bytes:
    """A file without the room that deleted rows have left."""
    file = folder / "dump.sqlite3"
    with sqlite3.connect(connection.settings_dict["NAME"]) as database:
        database.execute("VACUUM INTO ?", [str(file)])
    content = file.read_bytes()
    file.unlink()
    return content


def _dump_postgres(_folder: Path) -> bytes:
    program = pgplugin._find_binaries() / "pg_dump"
    command = [program, "--inserts", "--no-owner", "--no-privileges", os.environ["DATABASE_URL"]]
    dump = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return NOT_DATA.sub("", dump).encode()
