"""The index of the listings follows pages, stock and the clock, and can always be made again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from catalogue import stock
from catalogue.facets import keeping
from catalogue.models import (
    FacetEntry,
    FacetValue,
    ListingDue,
    ListingEntry,
    MovementKind,
    ProductPage,
    ProductProperty,
    ProductVariant,
)
from catalogue.tests.factories import make_category, make_product, make_variant

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def entry(page):
    return ListingEntry.objects.get(page=page)


def values(page):
    rows = FacetEntry.objects.filter(page=page).order_by("value__facet", "value__value")
    return list(rows.values_list("value__facet", "value__value", "price", "in_stock"))


def test_published_product_is_listed_with_its_values():
    page = make_product(
        "Tide",
        [("TIDE-A4", "A4", "12.00", None), ("TIDE-A3", "A3", "24.00", 5)],
        properties=[ProductProperty(name="Technique", value="Flow field")],
    )

    assert (entry(page).price, entry(page).in_stock, entry(page).on_sale) == (Decimal("12.00"), True, False)
    assert values(page) == [
        ("paper-size", "a3", Decimal("24.00"), True),
        ("paper-size", "a4", Decimal("12.00"), False),
        ("technique", "flow-field", Decimal("12.00"), True),
    ]


def test_draft_price_and_draft_option_are_not_listed():
    page = make_product("Tide", [("TIDE-A4", "A4", "12.00", 1)])
    page.variants = [make_variant("TIDE-A2", "A2", "1.00")]
    page.save_revision()

    assert (entry(page).price, [value for _f, value, *_ in values(page)]) == (Decimal("12.00"), ["a4"])


def test_republished_product_loses_its_former_values():
    page = make_product("Tide", [("TIDE-A4", "A4", "12.00", 1)])
    page.variants = [make_variant("TIDE-A2", "A2", "55.00")]
    page.save_revision().publish()

    assert (entry(page).price, [value for _f, value, *_ in values(page)]) == (Decimal("55.00"), ["a2"])


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_product_that_is_gone_is_not_listed(end):
    page = make_product()
    getattr(page, end)()

    assert not ListingEntry.objects.exists()
    assert not FacetEntry.objects.exists()


def test_product_without_variant_is_not_listed():
    make_product("Bare", [])

    assert not ListingEntry.objects.exists()


def test_moved_product_is_listed_in_its_new_category():
    page, mugs = make_product(), make_category("Mugs")
    page.move(mugs, "last-child")

    assert entry(page).category_id == mugs.pk
    assert set(FacetEntry.objects.values_list("category_id", flat=True)) == {mugs.pk}


def test_alias_is_listed_as_one_and_follows_its_source():
    page = make_product("Tide", [("TIDE-A4", "A4", "12.00", 1)])
    alias = page.create_alias(parent=make_category("Sale"), update_slug="tide")
    page.variants = [make_variant("TIDE-A4", "A4", "9.00")]
    page.save_revision().publish()

    assert [(e.page_id, e.is_alias, e.price) for e in ListingEntry.objects.all()] == [
        (page.pk, False, Decimal("9.00")),
        (alias.pk, True, Decimal("9.00")),
    ]


def test_last_piece_sold_and_brought_back_is_seen_by_the_next_listing(client):
    page = make_product("Tide", [("TIDE-A4", "A4", "12.00", 1)])

    stock.adjust(sku="TIDE-A4", delta=-1, kind=MovementKind.DAMAGE)
    assert client.get("/shop/posters/?in-stock=1").context["total"] == 0
    assert not entry(page).in_stock
    stock.restock({"TIDE-A4": 2}, "refund 1")

    assert client.get("/shop/posters/?in-stock=1").context["total"] == 1


def test_stock_that_stays_above_nothing_notes_nothing():
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 5)])

    stock.adjust(sku="TIDE-A4", delta=-1, kind=MovementKind.DAMAGE)

    assert not ListingDue.objects.exists()


def test_note_of_a_sale_that_is_rolled_back_is_rolled_back():
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 1)])

    with transaction.atomic():
        stock.adjust(sku="TIDE-A4", delta=-1, kind=MovementKind.DAMAGE)
        noted = ListingDue.objects.count()
        transaction.set_rollback(True)

    assert (noted, ListingDue.objects.exists()) == (1, False)


def test_sale_starts_and_ends_at_the_moment_without_any_worker(client, time_machine):
    start = timezone.now() + timedelta(hours=1)
    sale = {
        "sale_price": Decimal("5.00"),
        "sale_starts_at": start,
        "sale_ends_at": start + timedelta(hours=1),
    }
    make_product("Tide", [make_variant("TIDE", "A4", "24.00", **sale)])

    seen = []
    for moment in (start - timedelta(seconds=1), start, start + timedelta(hours=1)):
        time_machine.move_to(moment, tick=False)
        seen.append(client.get("/shop/posters/?on-sale=1").context["total"])
        seen.append(client.get("/shop/posters/?max=5").context["total"])

    assert seen == [0, 0, 1, 1, 0, 0]
    assert not ListingDue.objects.exists()


def test_nothing_due_costs_one_query(django_assert_num_queries):
    make_product()
    keeping.refresh_all_due()

    with django_assert_num_queries(1):
        assert keeping.refresh_due() == 0


def test_refresh_costs_the_same_for_more_products(django_assert_max_num_queries):
    pages = [make_product(f"Tide {n}", [(f"TIDE-{n}", "A4", "9.00", 1)]).pk for n in range(6)]
    with django_assert_max_num_queries(30) as one:
        keeping.refresh(pages[:1])
    with django_assert_max_num_queries(len(one)):
        keeping.refresh(pages)


def test_rebuilding_says_the_same_and_forgets_what_nobody_has():
    page = make_product("Tide", [("TIDE-A4", "A4", "12.00", 1)])
    before = (entry(page).price, values(page))
    FacetValue.objects.create(language="en", facet="size", value="xl", name="Size", label="XL")
    ListingEntry.objects.all().delete()
    ProductVariant.objects.filter(page=page).update(price="12.00")

    call_command("rebuild_listings", verbosity=0)

    assert (entry(page).price, values(page)) == before
    assert list(FacetValue.objects.values_list("value", flat=True)) == ["a4"]


def test_expired_product_is_not_shown_before_the_scheduler_runs(client):
    page = make_product()
    ProductPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    assert client.get("/shop/posters/").context["cards"] == []


def test_editor_gives_a_value_its_color_and_nothing_else(staff_client):
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 1)])
    value = FacetValue.objects.get()
    address = f"/admin/snippets/catalogue/facetvalue/edit/{value.pk}/"

    assert staff_client.get("/admin/snippets/catalogue/facetvalue/").status_code == 200
    refused = staff_client.post(address, {"color": "blue"})
    staff_client.post(address, {"color": "#16324a", "label": "Changed"})

    value.refresh_from_db()
    assert (refused.status_code, value.color, value.label) == (200, "#16324a", "A4")
