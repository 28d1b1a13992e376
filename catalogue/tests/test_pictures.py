"""Pictures: what a page shows of them, and that no shopper waits for their making."""

import re
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.template import Context, Template
from PIL import Image
from wagtail.images import get_image_model

from catalogue.picture_making import make_missing_sizes
from catalogue.pictures import READY, fetch_sizes, sizes_of, specs_for
from catalogue.tests.factories import make_category, make_home, make_image, make_product

pytestmark = pytest.mark.django_db

CARD = ["fill-480x600|format-avif", "fill-480x600|format-webp"]


@pytest.fixture(autouse=True)
def empty_cache():
    """Wagtail remembers files by their picture's number, and SQLite gives numbers of undone rows again."""
    cache.clear()


def made() -> set[str]:
    return set(get_image_model().get_rendition_model().objects.values_list("filter_spec", flat=True))


def shown(image, tag: str = '{% photo picture "card" "46vw" alt="A wall" %}') -> str:
    return Template("{% load pictures %}" + tag).render(Context({"picture": image}))


def test_a_page_makes_no_sizes(client):
    make_product(image=make_image())

    for path in ("/shop/", "/shop/posters/tide/"):
        assert "original_images/" in client.get(path).content.decode()

    assert made() == set()


def test_the_worker_makes_what_pages_show_in_both_formats(client):
    make_product(image=make_image())

    assert make_missing_sizes(60) == len(made()) > 0
    page = client.get("/shop/").content.decode()

    assert set(CARD) <= made()
    assert 'type="image/avif" srcset="/media/images/' in page
    assert "original_images/" not in page.split('class="cards', 1)[1].split("</main>")[0]
    assert make_missing_sizes(60) == 0


def test_pictures_of_categories_and_drafts_are_made_too():
    make_category(image=make_image())

    call_command("make_pictures", verbosity=0)

    assert "width-480|format-avif" in made()
    assert CARD[0] not in made()


def test_unused_pictures_are_left_alone():
    make_image()

    assert make_missing_sizes(60) == 0


def test_a_picture_without_its_file_does_not_stop_the_others():
    lost, kept = make_image("Lost"), make_image("Kept")
    make_product("Lost", image=lost)
    make_product("Kept", [("KEPT", "A3", "24.00", 5)], image=kept)
    lost.file.storage.delete(lost.file.name)

    make_missing_sizes(60)

    assert kept.renditions.count() > 0
    assert lost.renditions.count() == 0


def test_the_making_ends_when_its_time_is_up():
    make_product(image=make_image())

    assert make_missing_sizes(0) == 0


def test_a_moved_focal_point_counts_as_not_made():
    image = make_image()
    image.get_rendition(CARD[1])
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 2, 2, 2, 2

    assert sizes_of(image, "card")["webp"] == []


def test_sizes_of_many_pictures_take_one_query(django_assert_num_queries):
    images = [make_image(f"{number}") for number in range(3)]
    for image in images:
        image.get_rendition(CARD[1])

    with django_assert_num_queries(1):
        fetch_sizes(images, "card")
        assert [len(sizes_of(image, "card")["webp"]) for image in images] == [1, 1, 1]


def test_a_picture_names_width_height_and_words():
    image = make_image()
    image.get_rendition(CARD[1])
    image.contextual_alt_text = "Said here"

    text = shown(image, '{% photo picture "card" "46vw" %}')

    assert 'width="8" height="10" alt="Said here" loading="lazy"' in text
    assert "<source" not in text  # AVIF is not made yet
    assert 'fetchpriority="high"' in shown(image, '{% photo picture "card" "46vw" eager=True %}')


def test_the_head_asks_for_the_best_files_that_there_are():
    image = make_image()
    tag = '{% preload picture "card" "46vw" %}'
    assert shown(image, tag) == shown(None, tag) == ""

    image.get_rendition(CARD[1])
    text = shown(get_image_model().objects.get(pk=image.pk), tag)

    assert 'rel="preload" as="image" type="image/webp"' in text
    assert 'imagesizes="46vw"' in text
    assert "8w" in text


def large_image(width: int = 1200, height: int = 900):
    """A picture as a camera takes it, larger than shoppers may get."""
    file = BytesIO()
    Image.new("RGB", (width, height), "#D9482B").save(file, "JPEG")
    image = get_image_model()(title="Large", file=ImageFile(file, name="large.jpg"))
    image.save()
    return image


def test_a_shopper_never_gets_a_large_original(client):
    image = large_image()
    page = make_product(image=image)

    for path in ("/shop/", page.url):
        main = client.get(path).text.partition("<main")[2]
        assert "original_images/" not in main
        assert '<img src="/static/img/waiting.svg" width="1200" height="900"' in main


def test_a_smaller_file_stands_in_until_the_right_one_is_made():
    image = large_image()
    ready = image.get_rendition(READY)

    assert f'<img src="{ready.url}" width="960" height="720"' in shown(image)


@pytest.mark.parametrize("shape", ["wide", "widest", "card", "phone"])
def test_no_width_is_named_twice(shape):
    image = large_image(1000, 1400)
    for spec in specs_for(image, [shape]) + [f"width-2000|format-{kind}" for kind in ("avif", "webp")]:
        image.get_rendition(spec)

    widths = re.findall(r" (\d+)w", shown(image, '{% photo picture "' + shape + '" "100vw" %}'))

    assert {widths.count(width) for width in widths} == {2}  # once in AVIF and once in WebP


def test_sizes_that_come_out_alike_are_made_once():
    assert specs_for(large_image(1000, 1400), ["wide"]) == [
        "width-480|format-webp",
        "width-960|format-webp",
        "width-1440|format-webp",
        "width-480|format-avif",
        "width-960|format-avif",
        "width-1440|format-avif",
    ]
    assert specs_for(make_image(), ["widest"]) == ["width-480|format-webp", "width-480|format-avif"]


def test_the_first_picture_of_home_names_its_sizes(client):
    home = make_home().specific
    image = large_image(2400, 1200)
    home.body = [
        {"type": "hero", "value": {"headline": "Art", "picture": image.pk, "phone_picture": image.pk}}
    ]
    home.save()
    make_missing_sizes(60)

    hero = client.get("/").text.partition('<div class="hero__pic">')[2].partition("</div>")[0]

    assert re.findall(r" (\d+w)", hero.partition("<img")[2]) == ["480w", "960w", "1440w", "2000w"]
    assert hero.count('media="(width < 860px)"') == 2
