"""What the shop depends on, read from one address each: database, mail server, Redis.

An address that cannot be is noted in `env.problems` by the setting's name, without what it holds: it may
hold a password.
"""

from pathlib import Path
from typing import Any
from urllib.parse import ParseResult, urlparse

from config.env import env

POSTGRES = ("postgres", "postgresql", "psql", "pgsql")
# A server that does not answer costs a request seconds, not minutes; what the address says wins.
IMPATIENT = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
# IMMEDIATE takes the write lock at the start of a transaction: two writers wait for each other
# instead of failing half-way, which is what makes lock-check-write safe on SQLite.
WAITING = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
SMTP = ("smtp", "smtp+tls", "smtp+ssl", "smtps")
TO_FILES = ("filemail", "consolemail")
REDIS = ("redis", "rediss")


def database(default_file: Path) -> dict[str, Any]:
    """The database of `DATABASE_URL`; without one a SQLite file."""
    url = env.str("DATABASE_URL", "")
    if url and not _is_database(url):
        env.problems.append(
            "DATABASE_URL must look like postgres://user:password@host/name or sqlite:////folder/file."
        )
        url = ""
    known: dict[str, Any] = env.db_url_config(url or f"sqlite:///{default_file}")
    known.setdefault("CONN_MAX_AGE", env.int("DATABASE_CONN_MAX_AGE", 60))
    known["CONN_HEALTH_CHECKS"] = True
    if "sqlite" in known["ENGINE"]:
        return known | {"OPTIONS": WAITING, "CONN_MAX_AGE": 0}
    return known | {"OPTIONS": IMPATIENT | known.get("OPTIONS", {})}


def mail() -> dict[str, Any]:
    """Django's settings for the mail server of `EMAIL_URL`; none without one."""
    url = env.str("EMAIL_URL", "")
    if not url:
        return {}
    if not _is_mail_server(url):
        env.problems.append("EMAIL_URL must look like smtp+tls://user:password@host:587.")
        return {}
    known: dict[str, Any] = env.email_url_config(url)
    return known


def cache() -> dict[str, Any]:
    """The cache: Redis where `REDIS_URL` names one, else the memory of each process."""
    urls = [url.strip() for url in env.str("REDIS_URL", "").split(",") if url.strip()]
    if not all(map(_is_redis, urls)):
        env.problems.append("REDIS_URL must look like redis://:password@host:6379/0 or unix:///path/socket.")
        urls = []
    if not urls:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shop"}
    return {
        "BACKEND": "config.redis_cache.ShopRedisCache",
        "LOCATION": urls,
        "KEY_PREFIX": "shop",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 0.5, "health_check_interval": 30},
    }


def _is_database(url: str) -> bool:
    parts = _parts(url)
    if parts is None:
        return False
    is_named = parts.path.startswith("/") and len(parts.path) > 1
    return is_named and parts.scheme in (*POSTGRES, "sqlite")


def _is_mail_server(url: str) -> bool:
    parts = _parts(url)
    return parts is not None and (parts.scheme in TO_FILES or (parts.scheme in SMTP and bool(parts.hostname)))


def _is_redis(url: str) -> bool:
    parts = _parts(url)
    if parts is None:
        return False
    if parts.scheme == "unix":
        return len(parts.path) > 1
    number = parts.path.strip("/")
    return parts.scheme in REDIS and bool(parts.hostname) and (not number or number.isdecimal())


def _parts(url: str) -> ParseResult | None:
    """None for what is no address, or has a port that is no number."""
    try:
        parts = urlparse(url)
        parts.port  # noqa: B018  (raises ValueError where it is none)
    except ValueError:
        return None
    return parts
