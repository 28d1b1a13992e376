"""Pages that stand still while they load, and weigh little before their pictures."""

import gzip
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from catalogue.models import ProductImage
from catalogue.pictures import specs_of
from catalogue.tests.factories import make_image, make_products
from home.tests.factories import make_home_with

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

# What the browser calls the largest thing painted; it leaves out pictures of one colour.
LARGEST = """() => new Promise(resolve => {
  new PerformanceObserver(list => resolve(list.getEntries().at(-1).element?.outerHTML ?? 'gone'))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})"""

# What the head asks for, what the first picture may show, what it shows, and all pictures that were loaded.
LOADED = """() => {
  const asked = document.querySelector('link[rel=preload][as=image]');
  const first = document.querySelector('main img[fetchpriority=high]');
  const best = first.closest('picture').querySelector('source');
  const loaded = performance.getEntriesByType('resource').map(each => each.name);
  return [
    [asked.type, asked.imageSrcset, asked.imageSizes],
    [best.type, best.srcset, best.sizes],
    first.currentSrc,
    loaded.filter(name => /[.](avif|webp|png)$/.test(name)),
  ];
}"""

# Pictures that nobody sees yet, and that are loaded before the reader comes near.
EARLY = """() => [...document.querySelectorAll('main img:not([loading=lazy]):not([data-zoom-picture])')]
  .filter(img => img.getBoundingClientRect().top > 2 * innerHeight).length"""


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


@WIDTHS
def test_largest_picture_is_asked_for_first(page, width):
    grain = grainy_picture()
    picture = {"image": grain.pk, "alt_text": "Grain", "decorative": False}
    make_home_with(("hero", {"headline": "Drawn by rules.", "picture": picture, "products": []}))
    ProductImage.objects.update(image=grain)
    page.set_viewport_size({"width": width, "height": 900})

    for address in ("/", "/shop/posters/", "/shop/posters/print-00/"):
        page.goto(address, wait_until="networkidle")

        largest = page.evaluate(LARGEST)
        assert largest.startswith("<img"), f"{address}: {largest}"
        assert 'fetchpriority="high"' in largest, f"{address}: {largest}"
        assert "lazy" not in largest, f"{address}: {largest}"
        assert page.evaluate(EARLY) == 0, address


@WIDTHS
def test_largest_picture_is_loaded_from_the_head_and_only_once(page, width):
    grain = grainy_picture()
    for spec in (*specs_of("card"), *specs_of("wide")):
        grain.get_rendition(spec)
    ProductImage.objects.update(image=grain)
    page.set_viewport_size({"width": width, "height": 900})

    for address in ("/shop/posters/", "/shop/posters/print-00/"):
        page.goto(address, wait_until="networkidle")

        asked, offered, shown, loaded = page.evaluate(LOADED)
        assert asked == offered, address
        assert loaded.count(shown) == 1, address
        assert len(loaded) == len(set(loaded)), address


def grainy_picture() -> AbstractImage:
    file = BytesIO()
    Image.effect_noise((400, 500), 64).save(file, "PNG")
    return get_image_model().objects.create(title="Grain", file=ImageFile(file, name="grain.png"))


@PAGES
def test_page_weighs_little_before_its_pictures(page, address):
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(address, wait_until="networkidle")

    # As it is sent in production, where servers and the page cache compress everything that is text.
    sent = [gzip.compress(one.body()) for one in answers if one.request.resource_type != "image"]
    assert len(sent) > 5
    assert sum(map(len, sent)) <= WEIGHT
