"""The order in which pictures get their sizes, and that what is done costs nothing more."""

import logging
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from catalogue import picture_making, picture_queue
from catalogue.models import PageChange, PictureCursor, PictureDue
from catalogue.picture_making import make_missing_sizes
from catalogue.picture_queue import FIRST, LATER, MAIN, OPENING, claim, notice_uses
from catalogue.tests.factories import make_category, make_home, make_image, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def use_on_home(image) -> None:
    home = make_home().specific
    hero = {"headline": "Art", "text": "", "picture": image.pk, "button": {}, "products": []}
    home.body = [{"type": "hero", "value": hero}]
    home.save()


def ranks() -> dict[str, int]:
    return dict(PictureDue.objects.values_list("image__title", "rank"))


@pytest.fixture
def many(monkeypatch):
    """So few uses at a time that they count as many: as after an import."""
    monkeypatch.setattr(picture_queue, "AT_ONCE", 2)


def notice_all() -> None:
    while notice_uses():
        pass


def test_what_is_seen_first_is_made_first(many, monkeypatch):
    monkeypatch.setattr(picture_queue, "FIRST_ROW", 1)
    make_product("Tide", image=make_image("first row"))
    second = make_product("Dunes", [("DUNES", "", "9.00", 1)], image=make_image("main"))
    second.gallery_images.create(image=make_image("further"), sort_order=9)
    second.save()
    make_category("Mugs", image=make_image("category"))
    use_on_home(make_image("hero"))

    notice_all()

    assert ranks() == {
        "hero": FIRST,
        "category": OPENING,
        "first row": OPENING,
        "main": MAIN,
        "further": LATER,
    }


def test_one_products_publishing_comes_before_a_backlog(many, monkeypatch):
    for number in range(5):
        make_product(f"Print {number}", [(f"P-{number}", "", "9.00", 1)], image=make_image(f"old {number}"))
    notice_all()
    monkeypatch.setattr(picture_queue, "AT_ONCE", 200)

    make_product("Tide", image=make_image("new"))
    notice_uses()

    due = claim()
    assert due
    assert due.image.title == "new"


def test_looking_again_costs_the_same_for_any_number_of_pictures(django_assert_max_num_queries):
    for number in range(4):
        make_product(f"Print {number}", [(f"P-{number}", "", "9.00", 1)], image=make_image(f"{number}"))
    make_missing_sizes(60)

    with django_assert_max_num_queries(4) as asked:
        assert make_missing_sizes(60) == 0

    assert not [query for query in asked.captured_queries if "home_shopimage" in query["sql"]]


def test_use_of_a_slow_transaction_is_found_later():
    image = make_image()
    make_product(image=image)
    newest = ReferenceIndex.objects.latest("pk").pk
    PictureCursor.objects.create(pk=1, reference=newest)

    notice_uses()

    assert PictureDue.objects.get().image == image


def test_two_workers_never_make_the_same_picture():
    for number in range(2):
        make_product(f"Print {number}", [(f"P-{number}", "", "9.00", 1)], image=make_image(f"{number}"))
    notice_all()

    claimed = [claim(), claim(), claim()]

    assert claimed[2] is None
    assert claimed[0] != claimed[1]


def test_picture_of_a_worker_that_died_is_made_by_another():
    make_product(image=make_image())
    notice_all()
    claim()
    assert make_missing_sizes(60) == 0

    PictureDue.objects.update(not_before=timezone.now() - timedelta(seconds=1))

    assert make_missing_sizes(60) > 0
    assert not PictureDue.objects.exists()


def test_made_sizes_make_kept_pages_old():
    make_product(image=make_image())
    before = PageChange.objects.count()

    make_missing_sizes(60)

    assert PageChange.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)  # as the worker: no transaction around the job
def test_full_disk_is_waited_for_and_loses_nothing(caplog):
    image = make_image()
    make_product(image=image)

    with patch.object(FileSystemStorage, "_save", side_effect=OSError(28, "No space left")):
        assert make_missing_sizes(60) == 0
    assert PictureDue.objects.get().failures == 1
    assert not get_image_model().objects.get().is_unreadable

    PictureDue.objects.update(not_before=None)
    assert make_missing_sizes(60) > 0


def test_original_that_is_broken_is_told_of_once(caplog):
    image = make_image()
    make_product(image=image)
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + b"x" * 40)

    with caplog.at_level(logging.ERROR):
        for _round in range(3):
            PictureCursor.objects.update(looked_back_at=None)
            make_missing_sizes(60)

    assert len([record for record in caplog.records if "cannot be read" in record.message]) == 1
    assert get_image_model().objects.get().is_unreadable


def test_pages_show_without_a_picture_that_is_broken(client):
    image = make_image()
    page = make_product(image=image)
    picture_making.say_readable(image, is_readable=False)

    answer = client.get(page.url)

    assert answer.status_code == 200
    assert "original_images/" not in answer.text.partition("<main")[2].partition("</main>")[0]


def test_command_makes_all_that_is_missing(capsys):
    make_product(image=make_image())

    call_command("make_pictures")

    assert not capsys.readouterr().out.startswith("0 ")
    assert not PictureDue.objects.exists()
