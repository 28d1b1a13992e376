"""The joined stylesheet: everything in it, in order, with addresses that lead somewhere."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from config.stylesheets import joined

CSS = Path(settings.BASE_DIR) / "static" / "css"


def test_all_shared_files_are_in_it_and_nothing_is_imported():
    text = joined("css/main.css")

    named = re.findall(r'@import url\("([^"]+)"\)', (CSS / "main.css").read_text())
    there = {
        str(path.relative_to(CSS)) for folder in (".", "components") for path in (CSS / folder).glob("*.css")
    }
    assert set(named) == there - {"main.css"}
    assert "@import" not in text
    assert text.index("@layer bootstrap, tokens") < text.index("@layer bootstrap {") < text.index("--page:")


def test_its_addresses_lead_to_files():
    urls = re.findall(r'url\("([^"]+)"\)', joined("css/main.css"))

    assert urls == ["../img/chevron.svg"]
    assert finders.find("img/chevron.svg")


def test_it_is_found_and_follows_its_sources():
    path = Path(finders.find("css/shop.css"))
    path.write_text("of yesterday")

    assert Path(finders.find("css/shop.css")).read_text() == joined("css/main.css")


def test_it_is_small_enough_for_a_phone():
    assert len(gzip.compress(joined("css/main.css").encode())) < 25_000


def test_a_page_waits_for_two_stylesheets_at_most(client, db):
    head = client.get("/search/").content.decode().split("</head>")[0]

    assert head.count('rel="stylesheet"') == 2
