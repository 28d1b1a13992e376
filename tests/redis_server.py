"""A real redis-server on a free port of this machine, for the tests that need one."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.faults.place import HOST, free_port

STARTS_WITHIN_S = 20


class RedisServer:
    """Open inside `with`; nothing of it is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}/1"

    def __enter__(self) -> "RedisServer":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", HOST, "--save", "", "--dir", str(self.folder)]
        command = [str(shutil.which("redis-server")), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self._answers():
            assert time.monotonic() < deadline, "redis-server does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGCONT)
            self.process.kill()
            self.process.wait(10)

    def hang(self) -> None:
        """Take connections and answer nothing, as a machine that swaps does."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def client(self) -> Redis:
        return Redis.from_url(self.url, socket_timeout=1)

    def _answers(self) -> bool:
        try:
            return bool(self.client().ping())
        except RedisError:
            return False
