"""What search engines and feeds are told, and that it is what the page says."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from catalogue.models import ProductVariant
from catalogue.picture_making import make_missing_sizes
from catalogue.tests.factories import make_home, make_image, make_product, make_products, make_variant
from checkout.models import DeliverySettings
from home.tests.factories import make_home_with

pytestmark = pytest.mark.django_db
G = "{http://base.google.com/ns/1.0}"


def data_of(client, url):
    """The structured data of a page, by the kind of each block."""
    page = client.get(url)
    assert page.status_code == 200
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.S)
    return {block["@type"]: block for block in map(json.loads, found)}


def feed_of(client):
    """The items of the feed by SKU, each as a dictionary of its elements."""
    answer = client.get("/feeds/products.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    root = ElementTree.fromstring(b"".join(answer.streaming_content))
    items = [{part.tag.removeprefix(G): part.text for part in item} for item in root.iter("item")]
    return {item["id"]: item for item in items}


def offers_in(data):
    """The offers of a product's data by SKU."""
    group = data.get("ProductGroup")
    products = group["hasVariant"] if group else [data["Product"]]
    return {product["sku"]: product["offers"] for product in products}


def test_product_with_sizes_is_a_group_of_offers(client):
    page = make_product("Tailwind", [("TW-A4", "A4", "24.00", 2), ("TW-A3", "A3", "39.00", None)])

    data = data_of(client, page.url)

    assert data["ProductGroup"]["variesBy"] == ["https://schema.org/size"]
    assert [(row["sku"], row["size"], row["name"]) for row in data["ProductGroup"]["hasVariant"]] == [
        ("TW-A4", "A4", "Tailwind, A4"),
        ("TW-A3", "A3", "Tailwind, A3"),
    ]
    offers = offers_in(data)
    assert (offers["TW-A4"]["price"], offers["TW-A4"]["priceCurrency"]) == ("24.00", "EUR")
    assert [offers[sku]["availability"].rpartition("/")[2] for sku in offers] == ["InStock", "OutOfStock"]
    assert offers["TW-A3"]["url"].endswith("/tailwind/?sku=TW-A3")


def test_product_without_choice_is_one_product(client):
    page = make_product("Mug", [make_variant("MUG")])

    data = data_of(client, page.url)

    assert (data["Product"]["sku"], data["Product"]["name"]) == ("MUG", "Mug")
    assert data["Product"]["offers"]["url"] == page.full_url


def test_terms_of_delivery_and_return_are_the_shops(client):
    make_home()
    page = make_product("Mug", [("MUG", "", "20.00", 3)])
    terms = DeliverySettings.for_site(page.get_site())
    terms.percentage, terms.return_days, terms.country = Decimal(10), 44, "NL"
    terms.save()

    offer = data_of(client, page.url)["Product"]["offers"]

    assert offer["shippingDetails"][0]["shippingRate"]["value"] == "2.00"
    assert offer["shippingDetails"][0]["shippingDestination"]["addressCountry"] == ["NL"]
    assert offer["hasMerchantReturnPolicy"]["merchantReturnDays"] == 44
    assert b"44 days to send it back" in client.get(page.url).content


def test_product_without_variant_has_no_data_and_a_page(client):
    page = make_product("Idea", [])

    assert "Product" not in data_of(client, page.url)


def test_text_cannot_leave_the_data_block(client):
    page = make_product("</script><script>alert(1)</script> & co", slug="odd")

    body = client.get(page.url).content.decode()

    assert "<script>alert" not in body
    assert data_of(client, page.url)["Product"]["name"].startswith("</script><script>alert(1)</script> & co")


def test_breadcrumbs_start_at_the_entrance(client):
    page = make_product("Tailwind")

    steps = data_of(client, page.url)["BreadcrumbList"]["itemListElement"]

    assert [step["name"] for step in steps] == ["Motacilla", "Shop", "Posters", "Tailwind"]
    assert steps[-1]["item"] == page.full_url
    assert all(step["item"].startswith("http://testserver/") for step in steps)


def test_home_page_tells_who_keeps_the_shop(client):
    make_product("Tailwind")

    assert data_of(client, "/")["OnlineStore"]["name"] == "Motacilla"


def test_page_is_shared_with_its_picture_and_one_address(client):
    page = make_product("Tailwind", image=make_image(), summary="A field of arrows.")
    make_missing_sizes(60)

    body = client.get(f"{page.url}?sku=TIDE-A3").content.decode()

    assert f'<link rel="canonical" href="{page.full_url}">' in body
    assert '<meta property="og:description" content="A field of arrows.">' in body
    assert re.search(r'og:image" content="http://testserver/media/images/[^"]+\.jpg"', body)


def test_home_page_is_shared_with_its_entrance(client):
    picture = {"image": make_image().pk, "alt_text": "A wall", "decorative": False}
    make_home_with(("hero", {"headline": "Drawn.", "text": "By rules.", "picture": picture, "products": []}))
    make_missing_sizes(60)

    body = client.get("/").content.decode()

    assert '<meta property="og:description" content="By rules.">' in body
    assert re.search(r'og:image" content="http://testserver/media/images/[^"]+\.jpg"', body)


def test_pages_of_a_listing_have_an_address_each(client, settings):
    settings.SHOP_PAGE_SIZE = 2
    category = make_products(3)[0].get_parent()

    second = client.get(f"{category.url}?page=2&sort=price").content.decode()

    assert f'<link rel="canonical" href="{category.full_url}?page=2">' in second


def test_feed_agrees_with_every_page(client):
    now = timezone.now()
    sale = {"sale_price": Decimal("18.00"), "sale_starts_at": now, "sale_ends_at": now + timedelta(days=2)}
    pages = [
        make_product("Tailwind", [("TW-A4", "A4", "24.00", 2), ("TW-A3", "A3", "39.00", None)]),
        make_product("Mug", [make_variant("MUG", price="20.00", **sale)], image=make_image()),
    ]

    feed = feed_of(client)

    told = {sku: offer for page in pages for sku, offer in offers_in(data_of(client, page.url)).items()}
    assert feed.keys() == told.keys()
    for sku, offer in told.items():
        price = feed[sku].get("sale_price", feed[sku]["price"])
        words = {"in_stock": "InStock", "out_of_stock": "OutOfStock"}
        assert price == f"{offer['price']} {offer['priceCurrency']}"
        assert offer["availability"].endswith(words[feed[sku]["availability"]])
        assert feed[sku]["link"] == offer["url"]


def test_feed_and_page_show_each_variant_as_it_looks(client):
    blue = make_variant("SHIRT-BLUE", "M", "24.00", option_2="Blue", image=make_image("Blue"))
    variants = [make_variant("SHIRT-ECRU", "M", "24.00", option_2="Ecru"), blue]
    page = make_product("Shirt", variants, option_1_name="Size", option_2_name="Colour", image=make_image())

    feed = feed_of(client)
    shown = {
        row["sku"]: row for row in data_of(client, f"{page.url}?sku=SHIRT-BLUE")["ProductGroup"]["hasVariant"]
    }

    assert [(row["size"], row["color"]) for row in feed.values()] == [("M", "Ecru"), ("M", "Blue")]
    assert {sku: [row["image_link"]] for sku, row in feed.items()} == {
        s: row["image"] for s, row in shown.items()
    }
    assert feed["SHIRT-ECRU"]["image_link"] != feed["SHIRT-BLUE"]["image_link"]


def test_feed_leaves_out_what_nobody_can_buy(client):
    make_product("Live", [("LIVE", "", "5.00", 1)])
    make_product("Gone", [("GONE", "", "5.00", 1)]).unpublish()
    ProductVariant.objects.filter(sku="LIVE").update(option_1="A\x0b4")

    feed = feed_of(client)

    assert list(feed) == ["LIVE"]
    assert feed["LIVE"]["title"] == "Live, A4"


def test_feed_costs_the_same_for_few_and_many(client, django_assert_num_queries):
    make_products(2)
    client.get("/feeds/products.xml").getvalue()
    with django_assert_num_queries(7) as few:
        client.get("/feeds/products.xml").getvalue()
    for number in range(5):
        make_product(f"More {number}", [(f"MORE-{number}", "", "5.00", 1)])

    with django_assert_num_queries(len(few.captured_queries)):
        client.get("/feeds/products.xml").getvalue()


def test_feed_cannot_be_posted_to(client):
    assert client.post("/feeds/products.xml").status_code == 405


def test_arrival_skips_the_weekend(time_machine):
    time_machine.move_to("2026-11-26 12:00")  # a Thursday

    first, last = DeliverySettings(
        handling_days_min=1, handling_days_max=2, transit_days_min=1, transit_days_max=2
    ).arrival()

    assert (f"{first:%a %d}", f"{last:%a %d}") == ("Mon 30", "Wed 02")
