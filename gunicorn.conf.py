"""How gunicorn serves the shop: `gunicorn -c gunicorn.conf.py`; each number is an environment variable."""

import os
import sys

from gunicorn.arbiter import Arbiter
from gunicorn.http import message


def number(name: str, default: str, least: int) -> int:
    """The environment's value of `name`, or the default."""
    text = os.environ.get(name, "").strip() or default
    if not text.isdecimal() or int(text) < least:
        sys.exit(f"The shop does not start. {name} must be a whole number from {least} on, not “{text}”.")
    return int(text)


pythonpath = "site"
wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")

worker_class = "gthread"
workers = number("WEB_WORKERS", "2", 1)
threads = number("WEB_THREADS", "4", 1)
preload_app = True
# In memory: on a slow disk the heartbeat of a healthy worker can come too late.
MEMORY = "/dev/shm"  # noqa: S108  (gunicorn makes a private file in it)
worker_tmp_dir = MEMORY if os.path.isdir(MEMORY) else None

# A long address gets a page of the shop's. gunicorn itself takes no limit above 8,190 but "none", which would
# let a client fill the memory with one line.
limit_request_line = message.MAX_REQUEST_LINE = 16_384

timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = number("WEB_MAX_REQUESTS", "5000", 0)
max_requests_jitter = max_requests // 10

accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
# Its control socket wants a home folder to write to, which a read-only container does not have.
control_socket_disable = True


def when_ready(server: Arbiter) -> None:
    """Before the first worker: what they are copied from knows the pages' templates and addresses already."""
    from config.warming import warm_up

    warm_up(server.app.wsgi())
