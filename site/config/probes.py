"""Where machines ask whether the shop lives (`/healthz`) and whether all that it needs is there (`/readyz`).

Answered before anything else: a probe comes by address, without TLS and without a cookie. It learns ages and
yes or no, never a name, an address or a version.
"""

import time
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from checkout.models import Heartbeat, WebhookEvent
from checkout.worker import LANES
from config.redis_cache import ShopRedisCache

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Part = dict[str, Any]

LIVE, READY = "/healthz", "/readyz"
KEPT_S = 1.0  # a flood of probes costs the database one look a second
BELIEVED_S, FIRST_PATIENCE_S = 10.0, 2.0
COMPLETE: set[tuple[str, str]] = set()  # the migrations that a database has when nothing is missing
WORKER_SILENT_S = 180.0  # cron may be what runs the worker, each minute


class ProbesMiddleware:
    """Answers the probes; everything else goes on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._readiness = Readiness()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in (LIVE, READY):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(("GET", "HEAD"))
        if request.path_info == LIVE:
            return _answer({"status": "ok"}, 200)
        found = self._readiness.look()
        is_good = found["status"] in (("ok",) if "strict" in request.GET else ("ok", "degraded"))
        return _answer(found, 200 if is_good else 503)


def _answer(found: Part, status: int) -> JsonResponse:
    return JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})


class Readiness:
    """What was found last, looked for anew at most once in `KEPT_S` and by one thread at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: Part = {"status": "down"}
        self._at = -BELIEVED_S

    def look(self) -> Part:
        """What is there and what is not. Without database or tables nothing is sold: that alone is `down`.

        While a look takes long, the others answer what the last one found, for a few seconds.
        """
        if time.monotonic() - self._at >= KEPT_S and self._lock.acquire(timeout=self._patience_s):
            try:
                self._found, self._at = _look(), time.monotonic()
            finally:
                self._lock.release()
        return self._found if self._is_believed else {"status": "down"}

    @property
    def _is_believed(self) -> bool:
        return time.monotonic() - self._at < BELIEVED_S

    @property
    def _patience_s(self) -> float:
        return 0.0 if self._is_believed else FIRST_PATIENCE_S


def _look() -> Part:
    parts = {"database": _database(), "cache": _cache()}
    try:
        if parts["database"]["ok"]:
            parts |= {"migrations": _migrations(), "worker": _worker(), "last_webhook": _last_webhook()}
    except (DatabaseError, InterfaceError):  # gone, or without its tables, since the first question
        parts["migrations"] = {"ok": False}
    return {"status": _status(parts), **parts}


def _status(parts: dict[str, Part]) -> str:
    is_down = not all(parts.get(name, {}).get("ok") for name in ("database", "migrations"))
    if is_down:
        return "down"
    return "ok" if all(part["ok"] for part in parts.values()) else "degraded"


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return {"ok": False}
    return {"ok": True}


def _migrations() -> Part:
    """Whether each migration of this code is applied; the graph of all is read until it was so once."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    if not COMPLETE:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            COMPLETE.update(applied)
    return {"ok": bool(COMPLETE) and applied >= COMPLETE}


def _cache() -> Part:
    cache = caches["default"]
    return {"ok": not (isinstance(cache, ShopRedisCache) and cache.problem())}


def _worker() -> Part:
    """The ages of its lanes' signs of life; a lane that never gave one is as silent as one that stopped."""
    beats = dict(Heartbeat.objects.values_list("lane", "beat_at"))
    ages = {lane: _age(beats.get(lane)) for lane in LANES}
    return {"ok": all(age is not None and age <= WORKER_SILENT_S for age in ages.values()), "age_s": ages}


def _last_webhook() -> Part:
    """Informative alone: a night without customers is as silent as a broken webhook."""
    newest = WebhookEvent.objects.order_by("-received_at").values_list("received_at", flat=True).first()
    return {"ok": True, "age_s": _age(newest)}


def _age(moment: datetime | None) -> int | None:
    return None if moment is None else max(0, round((timezone.now() - moment).total_seconds()))
