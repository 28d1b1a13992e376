"""What Wagtail does to revisions, and what it may never do to stock, sales and SKUs."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page

from catalogue import stock
from catalogue.models import ProductPage, ProductVariant, StockMovement, StockRecord
from catalogue.models.facets import ListingEntry
from catalogue.offers import offers_for
from catalogue.tests.factories import make_category, make_product, make_variant

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

TWO = (("TIDE-A3", "A3", "24.00", 5), ("TIDE-A2", "A2", "44.00", 2))


def sell(sku, pieces):
    assert stock.take(uuid4(), {sku: pieces}, "MO-1") == {}


def skus_of(page):
    return sorted(ProductVariant.objects.filter(page=page).values_list("sku", flat=True))


def draft_of(page):
    return ProductPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def reprice(draft, price):
    variants = list(draft.variants.all())
    for variant in variants:
        variant.price = Decimal(price)
    draft.variants = variants


def test_publishing_an_older_draft_leaves_stock_alone():
    page = make_product(variants=TWO)
    draft = draft_of(page)
    draft.title = "Tide, corrected"
    revision = draft.save_revision()
    sell("TIDE-A3", 3)

    revision.publish()

    assert ProductPage.objects.get().title == "Tide, corrected"
    assert stock.free_stock(["TIDE-A3"]) == {"TIDE-A3": 2}
    assert offers_for(["TIDE-A3"])["TIDE-A3"].free == 2


def test_reverting_a_sold_out_product_leaves_it_sold_out():
    page = make_product(variants=TWO)
    first = page.revisions.earliest("pk")
    sell("TIDE-A3", 5)

    first.as_object().save_revision().publish()

    assert offers_for(["TIDE-A3"])["TIDE-A3"].free == 0
    assert skus_of(page) == ["TIDE-A2", "TIDE-A3"]


def test_scheduled_price_brings_no_stock_back(time_machine):
    page = make_product(variants=TWO)
    draft = draft_of(page)
    reprice(draft, "20.00")
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    sell("TIDE-A3", 4)
    assert offers_for(["TIDE-A3"])["TIDE-A3"].unit_price == Decimal("24.00")

    time_machine.move_to(timezone.now() + timedelta(hours=2))
    call_command("publish_scheduled", verbosity=0)

    offer = offers_for(["TIDE-A3"])["TIDE-A3"]
    assert (offer.unit_price, offer.free) == (Decimal("20.00"), 1)


def test_removing_a_sold_variant_keeps_its_stock_and_ledger():
    page = make_product(variants=TWO)
    sell("TIDE-A2", 1)
    draft = draft_of(page)
    draft.variants.remove(draft.variants.get(sku="TIDE-A2"))

    draft.save_revision().publish()

    assert skus_of(page) == ["TIDE-A3"]
    assert offers_for(["TIDE-A2"]) == {}
    assert StockRecord.objects.get(sku="TIDE-A2").on_hand == 1
    assert StockMovement.objects.filter(record__sku="TIDE-A2").count() == 2


def test_deleting_a_sold_product_keeps_its_stock_and_ledger():
    page = make_product(variants=TWO)
    sell("TIDE-A3", 2)

    page.delete()

    assert not ProductVariant.objects.exists()
    assert StockRecord.objects.get(sku="TIDE-A3").on_hand == 3
    assert StockMovement.objects.filter(record__sku="TIDE-A3").count() == 2


def test_overwriting_a_draft_as_autosave_does_leaves_stock_alone(staff):
    page = make_product(variants=TWO)
    draft = draft_of(page)
    revision = draft.save_revision(user=staff)
    sell("TIDE-A3", 3)

    draft.title = "Typed on"
    draft.save_revision(user=staff, overwrite_revision=revision, clean=False)
    ProductPage.objects.get().get_latest_revision().publish()

    assert ProductPage.objects.get().title == "Typed on"
    assert offers_for(["TIDE-A3"])["TIDE-A3"].free == 2


def test_live_page_and_offer_keep_the_price_until_publishing():
    page = make_product(variants=TWO)
    draft = draft_of(page)
    reprice(draft, "1.00")

    revision = draft.save_revision()

    assert offers_for(["TIDE-A3"])["TIDE-A3"].unit_price == Decimal("24.00")
    revision.publish()
    assert offers_for(["TIDE-A3"])["TIDE-A3"].unit_price == Decimal("1.00")


def test_copy_gets_numbered_skus_in_rows_and_revisions():
    page = make_product(variants=TWO)

    copy = page.copy(update_attrs={"title": "Tide 2", "slug": "tide-2"})

    assert skus_of(copy) == ["TIDE-A2-2", "TIDE-A3-2"]
    assert sorted(variant.sku for variant in copy.variants.all()) == ["TIDE-A2-2", "TIDE-A3-2"]
    for revision in copy.revisions.all():
        assert sorted(v.sku for v in revision.as_object().variants.all()) == ["TIDE-A2-2", "TIDE-A3-2"]
    assert skus_of(page) == ["TIDE-A2", "TIDE-A3"]


def test_copies_of_copies_keep_counting():
    page = make_product(variants=TWO[:1])

    second = page.copy(update_attrs={"slug": "tide-2"})
    third = second.copy(update_attrs={"slug": "tide-3"})
    fourth = page.copy(update_attrs={"slug": "tide-4"})

    assert [skus_of(copy) for copy in (second, third, fourth)] == [
        ["TIDE-A3-2"],
        ["TIDE-A3-3"],
        ["TIDE-A3-4"],
    ]


def test_copy_of_a_draft_renames_what_only_the_draft_has():
    page = make_product(variants=TWO[:1])
    draft = draft_of(page)
    draft.variants.add(make_variant("TIDE-A1", "A1", "60.00"))
    draft.save_revision()

    copy = ProductPage.objects.get(pk=page.pk).copy(update_attrs={"slug": "tide-2"})

    assert skus_of(copy) == ["TIDE-A3-2"]
    assert sorted(v.sku for v in draft_of(copy).variants.all()) == ["TIDE-A1-2", "TIDE-A3-2"]
    copy.get_latest_revision().publish()
    assert skus_of(copy) == ["TIDE-A1-2", "TIDE-A3-2"]


def test_copy_of_a_category_gives_each_product_its_own_skus():
    make_product("Tide", TWO[:1])
    make_product("Dunes", [("DUNES", "", "9.00", 1)])

    copy = make_category().copy(recursive=True, update_attrs={"title": "More", "slug": "more"})

    pages = ProductPage.objects.descendant_of(copy)
    assert sorted(sku for page in pages for sku in skus_of(page)) == ["DUNES-2", "TIDE-A3-2"]
    assert all(page.get_latest_revision().content["variants"][0]["sku"].endswith("-2") for page in pages)


def test_copy_never_inherits_the_stock_of_a_former_product():
    make_product("Old", [("TIDE-A3-2", "", "9.00", 7)]).delete()
    page = make_product(variants=TWO[:1])

    copy = page.copy(update_attrs={"slug": "tide-2"})

    assert skus_of(copy) == ["TIDE-A3-3"]
    assert offers_for(["TIDE-A3-3"])["TIDE-A3-3"].free == 0


def test_copy_of_a_product_whose_name_ends_in_a_number():
    page = make_product(variants=[("PRINT-42", "", "9.00", 1)])

    copy = page.copy(update_attrs={"slug": "print-2"})

    assert skus_of(copy) == ["PRINT-42-2"]


def test_alias_shares_skus_and_follows_the_original():
    page = make_product(variants=TWO[:1])
    alias = page.create_alias(parent=make_category("Sale"), update_slug="tide")
    draft = draft_of(page)
    draft.variants.add(make_variant("TIDE-A1", "A1", "60.00"))

    draft.save_revision().publish()

    assert skus_of(alias) == ["TIDE-A1", "TIDE-A3"]
    assert skus_of(page) == ["TIDE-A1", "TIDE-A3"]


def test_translation_shares_skus_and_stock():
    german = Locale.objects.create(language_code="de")
    page = make_product(variants=TWO)

    translated = page.copy_for_translation(german, copy_parents=True)
    translated.save_revision().publish()

    assert skus_of(translated) == ["TIDE-A2", "TIDE-A3"]
    assert sorted(v.sku for v in draft_of(translated).variants.all()) == ["TIDE-A2", "TIDE-A3"]


@pytest.fixture
def translated():
    """A German translation with a piece of its own beside the two that it shares."""
    german = Locale.objects.create(language_code="de")
    page = make_product(variants=TWO).copy_for_translation(german, copy_parents=True)
    page.variants.add(make_variant("TIDE-DE", "A1", "60.00"))
    page.save_revision().publish()
    return ProductPage.objects.get(pk=page.pk)


def prices_of(page):
    return {variant.sku: variant.price for variant in ProductVariant.objects.filter(page=page)}


def test_new_price_of_the_original_is_the_translations_at_once(translated):
    draft = draft_of(translated.get_translations().get())
    reprice(draft, "31.00")
    for variant in draft.variants.all():
        variant.sale_price = Decimal("19.00")
    draft.save_revision().publish()

    cheap = Decimal("31.00")
    assert prices_of(translated) == {"TIDE-A3": cheap, "TIDE-A2": cheap, "TIDE-DE": Decimal("60.00")}
    assert ProductVariant.objects.get(page=translated, sku="TIDE-A3").sale_price == Decimal("19.00")
    assert ListingEntry.objects.get(page=translated).price == Decimal("19.00")


def test_draft_of_a_translation_never_changes_a_price(translated):
    before = prices_of(translated)
    draft = draft_of(translated)
    reprice(draft, "1.00")

    draft.save_revision().publish()

    assert prices_of(translated) == before | {"TIDE-DE": Decimal("1.00")}


def test_alias_made_a_page_of_its_own_gets_its_own_skus(staff_client):
    page = make_product(variants=TWO[:1])
    alias = page.create_alias(parent=make_category("Sale"), update_slug="tide")

    staff_client.post(f"/admin/pages/{alias.pk}/convert_alias/")

    assert Page.objects.get(pk=alias.pk).alias_of_id is None
    assert (skus_of(alias), skus_of(page)) == (["TIDE-A3-2"], ["TIDE-A3"])


def test_copy_view_of_the_admin_makes_new_skus(staff_client):
    page = make_product(variants=TWO[:1])
    form = {"new_title": "Tide 2", "new_slug": "tide-2", "new_parent_page": page.get_parent().pk}

    answer = staff_client.post(f"/admin/pages/{page.pk}/copy/", form | {"publish_copies": "on"})

    assert answer.status_code == 302
    assert skus_of(ProductPage.objects.get(slug="tide-2")) == ["TIDE-A3-2"]
    assert offers_for(["TIDE-A3-2"])["TIDE-A3-2"].free == 0
