"""No page costs more statements than its goal, and none more than before: ceilings, not measurements."""

import pytest

from catalogue.freshness import freshness
from config.page_cache.middleware import store
from tests.bench.catalogue import fill
from tests.bench.pages import costs

pytestmark = pytest.mark.django_db

# Statements a page.
CEILINGS = {
    "listing p1": 8,
    "listing last": 8,
    "category": 8,
    "product": 7,
    "search": 8,
    "bag": 6,
    "add to bag": 8,  # six, and the savepoint of a test
}


@pytest.fixture(autouse=True)
def kept_pages(settings):
    settings.SHOP_PAGE_CACHE = settings.SHOP_REMEMBERS = True
    freshness.forget()
    yield
    store.clear()
    freshness.forget()


def test_no_page_asks_the_database_more_often_than_its_ceiling():
    fill(60)

    statements = {name: found for name, (found, _calls) in costs(60).items()}

    assert {name: found for name, found in statements.items() if found > CEILINGS[name]} == {}
    assert statements.keys() == CEILINGS.keys()
