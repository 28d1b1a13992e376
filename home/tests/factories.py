"""Editors' pages for tests."""

import json
from collections.abc import Iterable
from typing import Any

from catalogue.tests.factories import make_home
from home.models import HomePage

RawBlock = tuple[str, Any]


def raw(blocks: Iterable[RawBlock]) -> str:
    """What a stream field keeps of `blocks` (type, raw value)."""
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def make_home_with(*blocks: RawBlock) -> HomePage:
    """The site's home page, set from `blocks` and published."""
    home = HomePage.objects.get(pk=make_home().pk)
    home.body = raw(blocks)
    home.save_revision().publish()
    return HomePage.objects.get(pk=home.pk)


def rail(*products: Any, rule: str = "picked", title: str = "New on the wall") -> RawBlock:
    """A row of products."""
    return "rail", {"title": title, "rule": rule, "products": [page.pk for page in products], "count": 8}


def story(product: Any, picture: Any) -> RawBlock:
    """A story that sells `product`."""
    value = {"picture": {"image": picture.pk, "alt_text": "Strokes", "decorative": False}}
    return "story", value | {"title": "How a wind becomes a print", "product": product.pk}
