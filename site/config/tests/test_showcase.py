"""The page of all parts: whole, and hidden where the shop takes money."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from catalogue.tests.factories import make_image, make_product

pytestmark = pytest.mark.django_db

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FOLDERS = ("components", "home/blocks", "catalogue/blocks")


@pytest.fixture
def shown(eve):
    make_product("Tailwind", image=make_image())
    return eve.get("/_components/").content.decode()


def test_every_part_of_the_shop_is_shown(shown):
    there = {str(p.relative_to(TEMPLATES)) for folder in FOLDERS for p in (TEMPLATES / folder).glob("*.html")}

    there |= {f"motacilla/{name}.html" for name in ("control", "error_summary")}
    assert set(re.findall(r'data-part="([^"]+)"', shown)) == there
    assert len(there) > 50


def test_parts_stand_apart_so_that_no_two_have_one_id(shown):
    ids = Counter(re.findall(r'\sid="([^"]+)"', shown))

    assert [name for name, count in ids.items() if count > 1] == []


def test_a_shop_without_a_picture_or_product_shows_it_too(eve):
    assert eve.get("/_components/").status_code == 200


def test_shop_that_takes_money_has_no_such_page(eve, settings):
    settings.DEBUG = settings.SHOP_DEMO = False

    assert eve.get("/_components/").status_code == 404
