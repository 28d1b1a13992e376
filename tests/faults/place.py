"""Where one run lives: its folder, its free port, the environment of its processes, and who tidies up."""

import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.databases import KINDS, Database
from tests.pgtemplate import ROOT

HOST = "127.0.0.1"
MEMORY = Path("/dev/shm")


@dataclass
class Place:
    """The folder of one run on `database`; the guardian removes it when the run has ended."""

    kind: str
    is_in_memory: bool = False
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        parent = MEMORY if self.is_in_memory and os.access(MEMORY, os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="shop-faults-", dir=parent))
        for name in ("failpoints", "logs", "var/mail"):
            (self.folder / name).mkdir(parents=True)
        self._guardian = subprocess.Popen(
            [sys.executable, "-S", str(Path(__file__).with_name("guardian.py")), str(self.folder)],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.database: Database = KINDS[self.kind](self.folder)
        self.port = free_port()

    def open(self) -> None:
        """Prepare the database and let this process and its children know everything."""
        os.environ.update(self.environment())
        self.database.prepare()
        self.watch(*self.database.pids)

    def environment(self) -> dict[str, str]:
        return {
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SHOP_VAR_DIR": str(self.folder / "var"),
            "SHOP_TEST_MEDIA": str(self.folder / "var" / "media"),
            "SHOP_FAILPOINTS": str(self.folder / "failpoints"),
            "DATABASE_URL": self.database.url,
            "LOG_LEVEL": "WARNING",
        }

    def watch(self, *pids: int) -> None:
        """Let the guardian end these processes (leaders of their groups) with the run."""
        assert self._guardian.stdin
        for pid in pids:
            print(pid, file=self._guardian.stdin, flush=True)

    def close(self) -> None:
        """End every process of this run and remove its folder."""
        assert self._guardian.stdin
        self._guardian.stdin.close()
        self._guardian.wait(30)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
