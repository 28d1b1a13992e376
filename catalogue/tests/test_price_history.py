"""A sale is measured by the lowest price of the 30 days before it, whatever the editor types."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import PriceRecord, ProductPage, ProductVariant
from catalogue.price_history import LOOK_BACK
from catalogue.tests.factories import make_product

pytestmark = pytest.mark.django_db

SKU = "TIDE"


@pytest.fixture
def tide() -> ProductPage:
    return make_product("Tide", [(SKU, "", "100.00", 5)])


def publish(page: ProductPage, **money: object) -> ProductVariant:
    """Publish the page with these prices as an editor does; answers the live row."""
    page = ProductPage.objects.get(pk=page.pk)
    (variant,) = page.variants.all()
    for name, value in money.items():
        setattr(variant, name, value)
    page.variants = [variant]
    page.save_revision().publish()
    return live_row()


def live_row() -> ProductVariant:
    return ProductVariant.objects.get(sku=SKU)


def age(**by: float) -> None:
    """Let this much time pass, by making the history older."""
    for record in PriceRecord.objects.order_by("since"):
        PriceRecord.objects.filter(pk=record.pk).update(since=record.since - timedelta(**by))


def prices() -> list[Decimal]:
    return list(PriceRecord.objects.order_by("since").values_list("price", flat=True))


def struck() -> tuple[Decimal | None, Decimal | None]:
    now = timezone.now()
    row = live_row()
    return row.low_at(now), row.reduced_from(now)


def test_every_published_price_is_written_down_once(tide):
    publish(tide)
    publish(tide, price=Decimal("80.00"))
    publish(tide, price=Decimal("80.00"))

    assert prices() == [Decimal("100.00"), Decimal("80.00")]


def test_a_draft_writes_no_history(tide):
    page = ProductPage.objects.get(pk=tide.pk)
    (variant,) = page.variants.all()
    variant.price = Decimal("1.00")
    page.variants = [variant]
    page.save_revision()

    assert prices() == [Decimal("100.00")]


def test_sale_is_struck_from_the_price_before_it(tide):
    age(days=40)
    publish(tide, sale_price=Decimal("90.00"))

    assert struck() == (Decimal("100.00"), Decimal("100.00"))


def test_sale_above_an_earlier_price_is_no_reduction_and_says_so(tide, eve: Client):
    age(days=40)
    publish(tide, price=Decimal("80.00"))
    age(days=10)
    publish(tide, price=Decimal("100.00"), sale_price=Decimal("90.00"))
    page = eve.get(tide.url)

    assert struck() == (Decimal("80.00"), None)
    assert "€80.00 was the lowest price in the 30 days before this sale." in page.content.decode()
    choice = page.context["choice"]
    assert (choice.price, choice.regular_price, choice.percent_off) == (Decimal("90.00"), None, None)
    assert choice.badge != "sale"


def test_struck_price_and_percentage_count_from_the_lowest(tide, eve: Client):
    age(days=40)
    publish(tide, price=Decimal("80.00"))
    age(days=10)
    publish(tide, price=Decimal("100.00"), sale_price=Decimal("60.00"))
    page = eve.get(tide.url)

    assert struck() == (Decimal("80.00"), Decimal("80.00"))
    assert page.context["choice"].percent_off == 25
    assert "€100.00" not in page.content.decode()


def test_todays_price_called_a_sale_is_no_reduction(tide):
    publish(tide, price=Decimal("80.00"))
    age(days=40)
    publish(tide, price=Decimal("100.00"), sale_price=Decimal("80.00"))

    assert struck() == (Decimal("80.00"), None)


def test_a_price_of_more_than_thirty_days_ago_counts_no_more(tide):
    publish(tide, price=Decimal("80.00"))
    age(days=5)
    publish(tide, price=Decimal("100.00"))
    age(days=31)
    publish(tide, sale_price=Decimal("90.00"))

    assert struck() == (Decimal("100.00"), Decimal("100.00"))


def test_a_price_that_still_held_thirty_days_ago_counts(tide):
    publish(tide, price=Decimal("80.00"))
    age(days=5)
    publish(tide, price=Decimal("100.00"))
    age(days=29)
    publish(tide, sale_price=Decimal("90.00"))

    assert struck() == (Decimal("80.00"), None)


def test_publishing_again_in_mid_sale_changes_nothing(tide):
    age(days=40)
    publish(tide, sale_price=Decimal("90.00"))
    age(days=35)
    publish(tide, weight_g=100)

    assert struck() == (Decimal("100.00"), Decimal("100.00"))
    assert prices() == [Decimal("100.00"), Decimal("90.00")]


def test_hours_of_a_sale_are_written_ahead_and_replaced(tide):
    start, end = at(days=2), at(days=4)
    publish(tide, sale_price=Decimal("90.00"), sale_starts_at=start, sale_ends_at=end)
    ahead = dict(PriceRecord.objects.filter(since__gt=timezone.now()).values_list("since", "price"))
    publish(tide, sale_price=None, sale_starts_at=None, sale_ends_at=None)

    assert ahead == {start: Decimal("90.00"), end: Decimal("100.00")}
    assert prices() == [Decimal("100.00")]


def test_sale_to_come_is_measured_by_the_days_before_its_start(tide):
    publish(tide, price=Decimal("80.00"))
    age(days=5)
    publish(
        tide,
        price=Decimal("100.00"),
        sale_price=Decimal("70.00"),
        sale_starts_at=at(days=31),
        sale_ends_at=None,
    )
    row = live_row()

    assert row.reduced_from(timezone.now()) is None
    assert row.reduced_from(at(days=32)) == Decimal("100.00")


def test_old_revision_does_not_bring_its_lowest_price_back(tide):
    publish(tide, sale_price=Decimal("90.00"))
    old = ProductPage.objects.get(pk=tide.pk).latest_revision
    publish(tide, price=Decimal("50.00"), sale_price=None)
    age(days=1)
    old.publish()

    assert live_row().lowest_before == Decimal("50.00")
    assert struck() == (Decimal("50.00"), None)


def test_look_back_is_what_the_law_says():
    assert timedelta(days=30) == LOOK_BACK


def at(**later: float) -> datetime:
    return timezone.now() + timedelta(**later)
