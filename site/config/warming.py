"""Loads what the first visitors would wait for, once, before the workers are made as copies of it."""

import logging
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

logger = logging.getLogger(__name__)

# A page of each kind of template: around everything, a form, a list.
PAGES = ("/", "/search/?q=a", "/accounts/login/", "/bag/")


def warm_up(application: Any) -> None:
    """Ask `application` for a few pages. Whatever goes wrong, the workers start all the same."""
    try:
        for path in (*PAGES, *(f"/{code}/" for code, _name in settings.LANGUAGES[1:])):
            for _part in application(_request(path), _ignore):
                pass
    except Exception as error:
        logger.warning("not warmed up: %s", type(error).__name__)
    finally:
        connections.close_all()  # no worker shall share them


def _request(path: str) -> dict[str, Any]:
    site = urlsplit(settings.SITE_URL)
    address, _mark, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or 443),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "HTTP_X_FORWARDED_PROTO": site.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": site.scheme,
    }


def _ignore(status: str, headers: Iterable[Any], *rest: Any) -> None:
    """Nobody reads the answer."""
