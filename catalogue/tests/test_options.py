"""The choice on a product page: what is offered, chosen, sold out and reduced."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from catalogue.models import ProductPage
from catalogue.options import choice_for
from catalogue.tests.factories import count, make_product, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def framed():
    """A3 and A2, each bare or in oak; A2 in oak does not exist; A3 bare is sold out."""
    variants = [
        make_variant("A3-BARE", "A3", "24.00", option_2="No frame"),
        make_variant("A3-OAK", "A3", "62.00", option_2="Oak"),
        make_variant("A2-BARE", "A2", "44.00", option_2="No frame"),
    ]
    page = make_product("Tide", variants, option_2_name="Frame")
    count("A3-OAK", 5)
    count("A2-BARE", 2)
    return page


def test_first_variant_in_stock_is_chosen_by_default(framed):
    choice = choice_for(framed)

    assert (choice.chosen.sku, choice.chosen.label, choice.price) == ("A3-OAK", "A3, Oak", Decimal("62.00"))


@pytest.mark.parametrize("sku", ["", "NOPE", "a2-bare", "'; --", "A2-BARE "])
def test_unknown_sku_falls_back_to_the_default(framed, sku):
    assert choice_for(framed, sku).chosen.sku == "A3-OAK"


def test_sold_out_variant_may_be_looked_at(framed):
    choice = choice_for(framed, "A3-BARE")

    assert (choice.chosen.sku, choice.chosen.is_sold_out, choice.badge_text) == ("A3-BARE", True, "Sold out")


def test_first_variant_is_chosen_when_all_are_sold_out():
    page = make_product(variants=[("A", "A4", "12.00", None), ("B", "A3", "24.00", None)])

    assert choice_for(page).chosen.sku == "A"


def test_sizes_are_radios_with_paper_measures(framed):
    (sizes, _frames) = choice_for(framed, "A2-BARE").groups

    assert (sizes.kind, sizes.legend) == ("first", "Paper size: A2")
    assert [(size.sku, size.value, size.note, size.paper_width_px) for size in sizes.choices] == [
        ("A3-BARE", "A3", "29.7 × 42", 23),
        ("A2-BARE", "A2", "42 × 59.4", 32),
    ]
    assert [(size.is_sold_out, size.is_chosen, size.free) for size in sizes.choices] == [
        (True, False, 0),
        (False, True, 2),
    ]


def test_size_that_lacks_the_chosen_frame_has_no_sku(framed):
    (sizes, _frames) = choice_for(framed, "A3-OAK").groups

    assert [(size.value, size.sku, size.is_sold_out) for size in sizes.choices] == [
        ("A3", "A3-OAK", False),
        ("A2", "", True),
    ]


def test_frames_say_what_they_cost_more(framed):
    (_sizes, frames) = choice_for(framed, "A3-BARE").groups

    assert (frames.kind, frames.legend) == ("second", "Frame: No frame")
    assert [(frame.value, frame.sku, frame.more) for frame in frames.choices] == [
        ("No frame", "A3-BARE", ""),
        ("Oak", "A3-OAK", "+€38.00"),
    ]
    assert [(frame.is_sold_out, frame.is_chosen) for frame in frames.choices] == [
        (True, True),
        (False, False),
    ]


def test_size_that_cannot_be_had_says_why(framed):
    (with_oak, _frames) = choice_for(framed, "A3-OAK").groups
    (bare, _frames) = choice_for(framed, "A2-BARE").groups

    assert [(size.value, size.reason) for size in with_oak.choices] == [("A3", ""), ("A2", "Not with Oak")]
    assert [(size.value, size.reason) for size in bare.choices] == [("A3", "Sold out"), ("A2", "")]


def test_frame_that_lacks_the_chosen_size_leads_to_another_size(framed):
    (_sizes, frames) = choice_for(framed, "A2-BARE").groups

    assert [(frame.value, frame.sku) for frame in frames.choices] == [
        ("No frame", "A2-BARE"),
        ("Oak", "A3-OAK"),
    ]


def test_single_variant_without_options_asks_nothing():
    page = make_product("Mug", [("MUG", "", "18.00", 5)])

    choice = choice_for(page)

    assert (choice.chosen.sku, choice.groups, choice.price) == ("MUG", [], Decimal("18.00"))


def test_options_without_a_name_have_a_plain_legend():
    page = make_product(variants=[("A", "S", "12.00", 1), ("B", "M", "12.00", 1)], option_1_name="")

    assert choice_for(page).groups[0].legend == "Choice: S"


def test_sale_shows_percentage_and_end():
    ends = datetime(2099, 12, 3, 11, tzinfo=UTC)
    variant = make_variant("TIDE", "", "39.00", sale_price=Decimal("31.20"), sale_ends_at=ends)
    page = make_product(variants=[variant])
    count("TIDE", 9)

    choice = choice_for(page)

    assert (choice.price, choice.regular_price) == (Decimal("31.20"), Decimal("39.00"))
    assert (choice.percent_off, choice.sale_end) == (20, "until 3 December")
    assert (choice.badge, choice.badge_text) == ("sale", "On sale")


def test_percentage_is_never_rounded_up():
    page = make_product(variants=[make_variant("TIDE", "", "30.00", sale_price=Decimal("20.05"))])

    assert choice_for(page).percent_off == 33


def test_sale_that_is_over_leaves_no_trace():
    over = timezone.now() - timedelta(minutes=1)
    page = make_product(variants=[make_variant("T", sale_price=Decimal("1"), sale_ends_at=over)])

    choice = choice_for(page)

    assert (choice.price, choice.regular_price) == (Decimal("24.00"), None)
    assert (choice.percent_off, choice.sale_end) == (None, "")


def test_script_gets_every_variant_with_its_texts(framed):
    first = choice_for(framed).json["variants"][0]

    assert first == {
        "sku": "A3-BARE",
        "label": "A3, No frame",
        "option_1": "A3",
        "option_2": "No frame",
        "price": "€24.00",
        "regular_price": "",
        "low_note": "",
        "sale_end": "",
        "percent_off": None,
        "free": 0,
        "is_sold_out": True,
        "badge": ("sold", "Sold out"),
        "picture": None,
        "second": {
            "No frame": {
                "sku": "A3-BARE",
                "value": "No frame",
                "more": "",
                "is_sold_out": True,
                "is_chosen": True,
            },
            "Oak": {
                "sku": "A3-OAK",
                "value": "Oak",
                "more": "+€38.00",
                "is_sold_out": False,
                "is_chosen": False,
            },
        },
    }


def test_page_without_variants_offers_nothing():
    choice = choice_for(ProductPage(title="Empty"))

    assert (choice.chosen, choice.groups, choice.price) == (None, [], None)
    assert choice.json == {"variants": []}


def test_unsaved_variant_without_price_is_shown_in_a_preview():
    page = ProductPage(title="Draft")
    page.variants = [make_variant("NEW", "A3")]
    page.variants.all()[0].price = None

    choice = choice_for(page)

    assert (choice.chosen.sku, choice.price, choice.percent_off) == ("NEW", None, None)


def test_choice_needs_one_query_for_any_number(framed, django_assert_num_queries):
    page = ProductPage.objects.get()

    with django_assert_num_queries(1):
        choice_for(page)


def test_paper_is_measured_as_the_visitor_writes_numbers(framed):
    with translation.override("de"):
        (sizes, _frames) = choice_for(framed).groups

    assert [size.note for size in sizes.choices] == ["29,7 × 42", "42 × 59,4"]
