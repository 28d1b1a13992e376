"""`python -m tests.upgrade.forward`: fills the empty database of DATABASE_URL with the last release's day,
migrates it, and tells as JSON what became of it.
"""

import json
import os
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import django
from django.core.management import CommandError, call_command
from django.db import connection

Columns = dict[str, dict[str, bool]]  # by table and column: may a writer leave it out?
GUEST = ("/bag/", "/search/?q=tide", "/sitemap.xml", "/feeds/products.xml", "/accounts/login/")


def report() -> dict[str, list[str]]:
    from tests.upgrade.keeping import kept_writes, load_data
    from tests.upgrade.writes import count_from_here, say_again

    load_data()
    before = columns()
    call_command("migrate", verbosity=0)
    after = columns()
    found = {"gone": list(gone(before, after)), "demanded": list(demanded(before, after))}
    found |= {"audit": audit(), "pages": [f"{path}: {code}" for path, code in read() if code != 200]}
    count_from_here()
    return found | {"refused": say_again(kept_writes())}


def columns() -> Columns:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {
            table: {
                field.name: bool(field.null_ok or field.default is not None or _counts(field))
                for field in connection.introspection.get_table_description(cursor, table)
            }
            for table in tables
        }


def _counts(field: Any) -> bool:
    """Whether the database numbers the rows; SQLite tells it by the key, PostgreSQL in a word of its own."""
    return bool(getattr(field, "pk", False) or getattr(field, "is_autofield", False))


def gone(before: Columns, after: Columns) -> Iterator[str]:
    """What the last release reads and is no more."""
    for table, names in before.items():
        yield from (f"{table}.{name}" for name in names.keys() - after.get(table, {}).keys())


def demanded(before: Columns, after: Columns) -> Iterator[str]:
    """What the last release leaves out when it writes, and the database does not let it."""
    for table, names in before.items():
        known = {name for name, may_lack in names.items() if not may_lack}
        now = {name for name, may_lack in after.get(table, {}).items() if not may_lack}
        yield from (f"{table}.{name}" for name in sorted(now - known))


def audit() -> list[str]:
    told = StringIO()
    try:
        call_command("audit_money", stdout=told, stderr=told)
    except (CommandError, SystemExit) as failure:
        return [f"{failure}\n{told.getvalue()}"]
    return []


def read() -> Iterator[tuple[str, int]]:
    """Every page and every order, as shopper, customer, staff, and with each old session's bag."""
    from django.contrib.sessions.models import Session
    from django.test import Client
    from wagtail.models import Page

    from checkout.links import order_link
    from checkout.models import Order

    urls = [page.url for page in Page.objects.live() if page.url]  # one that Wagtail made is in no site
    for path in urls:
        yield path, Client().get(path).status_code
    for path in GUEST:
        yield path, Client().get(path).status_code
    for session in Session.objects.all():
        client = Client()
        client.cookies["sessionid"] = session.session_key
        yield "an old bag", client.get("/bag/").status_code
    for order in Order.objects.all():
        path = order_link(order).removeprefix("http://testserver")
        yield path, Client().get(path).status_code
        yield from _as_staff(f"/admin/orders/inspect/{order.pk}/")
    yield from _as_staff("/admin/", "/admin/orders/", "/admin/products/", "/admin/stock/", "/admin/reviews/")
    yield from _as_customer("/profile/", "/profile/details/", "/profile/wishlist/", "/profile/reviews/")


def _as_staff(*paths: str) -> Iterator[tuple[str, int]]:
    return _signed_in("staff", paths)


def _as_customer(*paths: str) -> Iterator[tuple[str, int]]:
    return _signed_in("monday", paths)


def _signed_in(name: str, paths: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    from django.contrib.auth import get_user_model

    from conftest import signed_in

    client = signed_in(get_user_model().objects.get(username=name))
    for path in paths:
        yield path, client.get(path).status_code


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    sys.stdout.write(json.dumps(report()))
