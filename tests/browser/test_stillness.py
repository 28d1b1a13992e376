"""Pages that stand still while they load, and weigh little before their pictures."""

import gzip

import pytest

from catalogue.tests.factories import make_image, make_products

WIDTHS = pytest.mark.parametrize("width", [390, 1280])
PAGES = pytest.mark.parametrize("address", ["/", "/shop/posters/", "/shop/posters/print-00/"])
WEIGHT = 100 * 1024

# Everything that moved without being asked to, by the browser's own measure; also what came before this line.
SHIFTS = """() => new Promise(resolve => {
  const found = [];
  new PerformanceObserver(list => found.push(...list.getEntries().map(entry => entry.value)))
    .observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(found)));
})"""
WITHOUT_SIZE = """() => [...document.querySelectorAll('main img:not([data-zoom-picture])')]
  .filter(img => !img.hasAttribute('width') || !img.hasAttribute('height')).length"""


@pytest.fixture(autouse=True)
def products(transactional_db):
    make_products(6, image=make_image())


@PAGES
@WIDTHS
def test_nothing_moves_while_the_page_loads(page, width, address):
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(address, wait_until="networkidle")

    assert page.evaluate(SHIFTS) == []
    assert page.evaluate(WITHOUT_SIZE) == 0


@PAGES
def test_page_weighs_little_before_its_pictures(page, address):
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(address, wait_until="networkidle")

    # As it is sent in production, where servers and the page cache compress everything that is text.
    sent = [gzip.compress(one.body()) for one in answers if one.request.resource_type != "image"]
    assert len(sent) > 5
    assert sum(map(len, sent)) <= WEIGHT
