"""What a page weighs before its pictures, as browsers get it in production: compressed."""

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.contrib.staticfiles import finders

from catalogue.tests.factories import make_home, make_product

pytestmark = pytest.mark.django_db

HEAVIEST = 100_000
LOADED = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="/static/([^"?]+)"')
IMPORTED = re.compile(r'from "(\./[^"]+)"')


def files_of(names, known):
    """The static files `names` by name, with the modules that they import."""
    for name in names:
        if name not in known:
            known[name] = Path(finders.find(name)).read_bytes()
            imported = IMPORTED.findall(known[name].decode()) if name.endswith(".js") else []
            files_of([urljoin(name, other) for other in imported], known)
    return known


@pytest.mark.parametrize("path", ["/", "/shop/", "/shop/posters/tide/", "/bag/", "/checkout/"])
def test_page_stays_light_before_its_pictures(client, double, path):
    make_home()
    make_product()
    client.post("/bag/add/", {"sku": "TIDE-A3", "quantity": "1"}, headers={"Sec-Fetch-Site": "same-origin"})
    answer = client.get(path)

    files = files_of(LOADED.findall(answer.text), {})
    weight = sum(len(gzip.compress(content)) for content in (answer.content, *files.values()))

    assert answer.status_code == 200
    assert {"css/shop.css", "js/drawer.js"} <= files.keys()
    assert 20_000 < weight <= HEAVIEST
