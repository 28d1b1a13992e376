"""The database of one run: a PostgreSQL that keeps what it has confirmed, or a SQLite file."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests import pgplugin, pgtemplate

# Nothing is spared that a live server does to keep its word.
SAFE = "fsync=on synchronous_commit=on full_page_writes=on max_connections=100 listen_addresses=".split()


class Postgres:
    """A server of its own on a socket in `folder`, with a migrated database."""

    def __init__(self, folder: Path) -> None:
        self.server = folder / "pg"
        self.server.mkdir()
        self.user = pgplugin._server_user(folder, self.server)
        self.bin_dir = pgplugin._reachable(pgplugin._find_binaries(), folder, self.user)
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Start the server; its database is the template that the test run keeps, made if there is none."""
        archive = pgtemplate.archive_for(pgplugin._find_binaries())
        if pgtemplate.restore(archive, self.server, self.user):
            self.start()
            return
        pgplugin._make_cluster(self.bin_dir, self.server, self.user)
        self.start()
        if not pgtemplate.migrate(self._url_of):
            raise RuntimeError("the migrations fail")

    def start(self) -> None:
        options = [word for setting in SAFE for word in ("-c", setting)]
        command = [self.bin_dir / "postgres", "-D", self.server / "data", "-k", self.server, *options]
        (self.server / "data" / "postmaster.pid").unlink(missing_ok=True)
        with (self.server / "log").open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=self.server, stdout=log, stderr=log, start_new_session=True, **self.user
            )
        pgplugin._wait_until_ready(self.process, self.server)

    def crash(self) -> None:
        """Stop at once, as `pg_ctl stop -m immediate` does: no checkpoint, no farewell to anybody."""
        assert self.process
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)

    @property
    def url(self) -> str:
        return self._url_of(pgtemplate.DATABASE)

    def _url_of(self, database: str) -> str:
        return f"postgres://postgres@/{database}?host={self.server}"

    @property
    def pids(self) -> list[int]:
        return [self.process.pid] if self.process else []


class Sqlite:
    """A file in `folder`, a copy of one that was migrated for today's migrations."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "shop.sqlite3"
        self.pids: list[int] = []

    def prepare(self) -> None:
        kept = pgtemplate.archive_for(Path("sqlite")).with_suffix(".sqlite3")
        if not kept.exists():
            self._migrate(kept)
        shutil.copy(kept, self.file)

    def _migrate(self, kept: Path) -> None:
        making = kept.with_name(f"{kept.name}.{os.getpid()}")
        making.parent.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{making}"}
        command = [sys.executable, "manage.py", "migrate", "-v0"]
        subprocess.run(command, cwd=pgtemplate.ROOT, env=env, check=True)
        making.replace(kept)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"


KINDS = {"postgresql": Postgres, "sqlite": Sqlite}
Database = Postgres | Sqlite
