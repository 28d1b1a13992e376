"""Prices of many products in one step: a table first, then exactly that table."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, PageLogEntry, Workflow

from catalogue.models import ProductPage, ProductVariant
from catalogue.money import round_to_ending
from catalogue.tests.factories import make_category, make_image, make_product, make_products
from conftest import make_customer, signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/products/"
UP = {"step": "percent", "number": "10", "ending": ""}


def address(pages, action="prices") -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return f"/admin/bulk/catalogue/productpage/{action}/?{ids}&next={LIST}"


def table(answer) -> list[tuple[str, str, str | None, str]]:
    plan = answer.context["plan"]
    return [
        (row.variant.sku, str(row.before), row.after and str(row.after), str(row.remark)) for row in plan.rows
    ]


def show(client, pages, asked=UP):
    return client.post(address(pages), asked)


def apply(client, pages, asked=UP, shown=None):
    """The answer to the button below the table."""
    if shown is None:
        shown = re.search(r'name="shown" value="(\w+)"', show(client, pages, asked).text)[1]
    return client.post(address(pages), asked | {"apply": "1", "shown": shown})


def prices() -> dict[str, str]:
    return {variant.sku: str(variant.price) for variant in ProductVariant.objects.order_by("sku")}


def editor(*page_permissions, below=None):
    """The browser of somebody who may do this below a page, the root if none is given."""
    user = make_customer("ed", "Ed Itor")
    group = Group.objects.create(name="Editors of prices")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for name in page_permissions:
        GroupPagePermission.objects.create(
            group=group,
            page=below or Page.get_first_root_node(),
            permission=Permission.objects.get(codename=f"{name}_page"),
        )
    user.groups.add(group)
    return signed_in(user)


@pytest.fixture
def tide() -> ProductPage:
    return make_product("Tide", [("TIDE-A3", "A3", "24.00", 5), ("TIDE-A2", "A2", "43.99", 2)])


@pytest.fixture
def dunes() -> ProductPage:
    return make_product("Dunes", [("DUNES", "", "9.05", 1)])


def test_table_shows_old_and_new_prices_and_changes_nothing(staff_client, tide, dunes):
    shown = show(staff_client, [tide, dunes])

    assert table(shown) == [
        ("DUNES", "€9.05", "€9.96", ""),
        ("TIDE-A3", "€24.00", "€26.40", ""),
        ("TIDE-A2", "€43.99", "€48.39", ""),
    ]
    assert "3 variants change." in shown.text
    assert prices() == {"DUNES": "9.05", "TIDE-A2": "43.99", "TIDE-A3": "24.00"}


def test_applied_prices_are_those_of_the_table(staff_client, tide, dunes):
    answer = apply(staff_client, [tide, dunes])

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert prices() == {"DUNES": "9.96", "TIDE-A2": "48.39", "TIDE-A3": "26.40"}
    assert "3 variants are changed." in staff_client.get(LIST).text


def test_prices_are_published_as_a_new_revision_of_the_editor(staff_client, staff, tide):
    before = tide.latest_revision_id

    apply(staff_client, [tide])

    tide.refresh_from_db()
    assert tide.latest_revision_id != before
    assert (tide.live_revision_id, tide.has_unpublished_changes) == (tide.latest_revision_id, False)
    assert tide.latest_revision.user == staff
    assert [row["price"] for row in tide.latest_revision.content["variants"]] == ["26.40", "48.39"]
    assert PageLogEntry.objects.filter(page=tide, action="wagtail.publish", user=staff).exists()


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        ({"step": "percent", "number": "-50"}, "€12.00"),
        ({"step": "percent", "number": "2,5"}, "€24.60"),
        ({"step": "percent", "number": "10", "ending": "90"}, "€26.90"),
        ({"step": "amount", "number": "-1.55", "ending": "00"}, "€22.00"),
        ({"step": "amount", "number": "0.01"}, "€24.01"),
        ({"step": "sale", "number": "25"}, "€24.00, on sale for €18.00"),
    ],
)
def test_each_step_says_what_becomes_of_a_price(staff_client, tide, asked, after):
    assert table(show(staff_client, [tide], asked))[0][2] == after


@pytest.mark.parametrize(
    ("amount", "ending", "rounded"),
    [
        ("12.39", "0.90", "11.90"), ("12.40", "0.90", "12.90"), ("0.10", "0.90", "0.90"),
        ("12.49", "0.00", "12.00"), ("12.50", "0.00", "13.00"), ("0", "0.00", "0.00"),
    ],
)  # fmt: skip
def test_price_is_rounded_to_the_nearest_ending(amount, ending, rounded):
    assert round_to_ending(Decimal(amount), Decimal(ending), "eur") == Decimal(rounded)


def test_yen_have_no_endings_to_choose(staff_client, settings, tide):
    settings.STRIPE_CURRENCY = "jpy"

    shown = show(staff_client, [tide], {"step": "percent", "number": "3"})

    assert "ending" not in shown.context["form"].fields
    assert shown.context["plan"].rows[0].after.price == Decimal(25)


def test_sale_gets_its_hours_and_ends_with_them(staff_client, tide):
    now = timezone.localtime()
    hours = {"starts_at": f"{now + timedelta(days=1):%Y-%m-%d %H:%M}", "ends_at": "2099-12-31 23:59"}

    apply(staff_client, [tide], {"step": "sale", "number": "25"} | hours)

    variant = ProductVariant.objects.get(sku="TIDE-A3")
    assert (variant.price, variant.sale_price) == (Decimal("24.00"), Decimal("18.00"))
    assert variant.sale_starts_at > now
    assert variant.price_at(variant.sale_starts_at) == Decimal("18.00")
    assert variant.price_at(variant.sale_ends_at) == Decimal("24.00")


def test_sale_price_is_taken_away_where_there_is_one(staff_client, tide, dunes):
    apply(staff_client, [tide], {"step": "sale", "number": "25"})
    shown = show(staff_client, [tide, dunes], {"step": "no_sale"})
    assert table(shown)[0] == ("DUNES", "€9.05", None, "Stays the same.")

    apply(staff_client, [tide, dunes], {"step": "no_sale"})

    assert not ProductVariant.objects.filter(sale_price__isnull=False).exists()


# --- What is left out ---------------------------------------------------------------------------------


def test_picture_of_a_product_is_still_known_to_be_used(staff_client):
    image = make_image()
    tide = make_product("Tide", [("TIDE", "", "24.00", 5)], image=image)

    apply(staff_client, [tide])

    assert prices() == {"TIDE": "26.40"}
    assert [used.pk for used, _references in image.get_usage()] == [tide.pk]


def test_page_with_a_draft_is_left_out_and_its_draft_stays(staff_client, tide, dunes):
    draft = tide.get_latest_revision_as_object()
    draft.title = "Tide, being rewritten"
    revision = draft.save_revision()

    assert table(show(staff_client, [tide, dunes]))[1] == (
        "TIDE-A3", "€24.00", None, "Has unpublished changes.",
    )  # fmt: skip
    apply(staff_client, [tide, dunes])

    tide.refresh_from_db()
    assert (tide.title, tide.latest_revision_id) == ("Tide", revision.pk)
    assert prices() == {"DUNES": "9.96", "TIDE-A2": "43.99", "TIDE-A3": "24.00"}


def test_locked_unpublished_and_scheduled_pages_are_left_out(staff_client, tide, dunes):
    fog = make_product("Fog", [("FOG", "", "5.00", 1)])
    Page.objects.filter(pk=tide.pk).update(locked=True)
    dunes.unpublish()
    draft = fog.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision().publish()

    shown = table(show(staff_client, [tide, dunes, fog]))

    assert [(row[0], row[3]) for row in shown] == [
        ("DUNES", "Not published."),
        ("FOG", "Another version is scheduled."),
        ("TIDE-A3", "Locked."),
        ("TIDE-A2", "Locked."),
    ]


def test_page_in_moderation_is_left_out(staff_client, staff, tide):
    Workflow.objects.get().start(tide, staff)

    assert {row[3] for row in table(show(staff_client, [tide]))} == {"In moderation."}


def test_alias_follows_the_page_that_it_shows(staff_client, dunes):
    alias = dunes.create_alias(parent=make_category("Seaside"), update_slug="dunes-2")

    assert [row[3] for row in table(show(staff_client, [alias]))] == [
        "An alias: its price is that of the page it shows."
    ]
    apply(staff_client, [alias, dunes])

    assert [str(variant.price) for variant in ProductVariant.objects.all()] == ["9.96", "9.96"]


def test_translation_takes_the_price_of_the_page_in_the_shops_own_language(staff_client, dunes):
    german = Locale.objects.create(language_code="de")
    german_dunes = dunes.copy_for_translation(german, copy_parents=True)
    german_dunes.get_latest_revision().publish()

    (row,) = table(show(staff_client, [german_dunes]))
    assert row[2:] == (None, "Its price is that of the page in the shop's own language.")
    apply(staff_client, [german_dunes, dunes])

    assert [str(variant.price) for variant in ProductVariant.objects.all()] == ["9.96", "9.96"]


@pytest.mark.parametrize("may", [("change",), ("add", "change", "lock")])
def test_those_who_may_not_publish_change_no_price(tide, may):
    client = editor(*may)

    shown = show(client, [tide])
    answer = apply(client, [tide], shown=shown.context["plan"].fingerprint)

    assert {row[3] for row in table(shown)} == {"You may not publish this page."}
    assert "Nothing was changed" in answer.text
    assert prices() == {"TIDE-A2": "43.99", "TIDE-A3": "24.00"}


def test_publisher_of_one_category_changes_what_is_in_it(tide):
    fog = make_product("Fog", [("FOG", "", "5.00", 1)], make_category("Cards"))
    client = editor("change", "publish", below=fog.get_parent())

    assert [row[0] for row in table(show(client, [tide, fog]))] == ["FOG"]
    apply(client, [tide, fog])

    assert prices() == {"FOG": "5.50", "TIDE-A2": "43.99", "TIDE-A3": "24.00"}


# --- What is refused ----------------------------------------------------------------------------------


def test_nothing_changes_when_a_price_changed_in_between(staff_client, tide, dunes):
    shown = show(staff_client, [tide, dunes]).context["plan"].fingerprint
    draft = dunes.get_latest_revision_as_object()
    draft.variants = [draft.variants.get()]
    draft.variants.all()[0].price = Decimal("8.00")
    draft.save_revision().publish()

    answer = apply(staff_client, [tide, dunes], shown=shown)

    assert "something is different now from what was shown" in answer.text
    assert table(answer)[0][1:3] == ("€8.00", "€8.80")
    assert prices() == {"DUNES": "8.00", "TIDE-A2": "43.99", "TIDE-A3": "24.00"}


@pytest.mark.parametrize("shown", ["", "x", "0" * 64])
def test_nothing_changes_that_was_not_shown(staff_client, tide, shown):
    answer = apply(staff_client, [tide], shown=shown)

    assert "something is different now" in answer.text
    assert prices() == {"TIDE-A2": "43.99", "TIDE-A3": "24.00"}


def test_other_number_than_the_shown_one_is_not_applied(staff_client, tide):
    shown = show(staff_client, [tide]).context["plan"].fingerprint

    answer = apply(staff_client, [tide], UP | {"number": "90"}, shown)

    assert table(answer)[0][2] == "€45.60"
    assert prices() == {"TIDE-A2": "43.99", "TIDE-A3": "24.00"}


@pytest.mark.parametrize(
    ("asked", "remark"),
    [
        ({"step": "amount", "number": "-10"}, "A price cannot be negative."),
        ({"step": "amount", "number": "99999995"}, "More than €99,999,999.99."),
        ({"step": "sale", "number": "0.01"}, "The sale price must be lower than the price."),
    ],
)
def test_one_impossible_price_keeps_all_as_they_are(staff_client, tide, dunes, asked, remark):
    shown = show(staff_client, [tide, dunes], asked)
    answer = apply(staff_client, [tide, dunes], asked, shown.context["plan"].fingerprint)

    assert table(shown)[0][3] == remark
    assert 'name="apply"' not in shown.text
    assert "because of the rows below" in answer.text
    assert prices() == {"DUNES": "9.05", "TIDE-A2": "43.99", "TIDE-A3": "24.00"}


@pytest.mark.parametrize(
    "number", ["", "NaN", "inf", "1e9", "1e999999", "abc", "0", "1.234", "-101", "9" * 400, "1,000.5"]
)
def test_number_that_is_none_is_said_and_kept(staff_client, tide, number):
    answer = show(staff_client, [tide], UP | {"number": number, "ending": "90"})

    form = answer.context["form"]
    assert list(form.errors) == ["number"]
    assert (form["number"].value(), form["ending"].value()) == (number, "90")
    assert answer.context["plan"] is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"starts_at": "2099-01-02 10:00", "ends_at": "2099-01-01 10:00"}, "ends_at"),
        ({"ends_at": "2001-01-01 10:00"}, "ends_at"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"step": "percent", "ends_at": "2099-01-01 10:00"}, "ends_at"),
        ({"step": "x"}, "step"),
        ({"number": "101"}, "number"),
    ],
)
def test_impossible_sale_is_said_beside_its_field(staff_client, tide, asked, field):
    answer = show(staff_client, [tide], {"step": "sale", "number": "20"} | asked)

    assert list(answer.context["form"].errors) == [field]
    assert answer.context["plan"] is None


def test_too_many_variants_are_said_before_anything_else(staff_client, monkeypatch, tide, dunes):
    monkeypatch.setattr("catalogue.bulk.plan.MOST_VARIANTS", 2)

    for answer in (staff_client.get(address([tide, dunes])), show(staff_client, [tide, dunes])):
        assert "These are 3 variants. At most 2 can be changed at once" in answer.text
        assert "<form action" not in answer.text.partition("<main")[2]
    apply(staff_client, [tide, dunes], shown="0" * 64)
    assert prices() == {"DUNES": "9.05", "TIDE-A2": "43.99", "TIDE-A3": "24.00"}


def test_no_more_products_are_published_at_once_than_others_can_wait_for(
    staff_client, monkeypatch, tide, dunes
):
    monkeypatch.setattr("catalogue.bulk.prices.MOST_PRODUCTS", 1)
    monkeypatch.setattr("catalogue.admin.product_bulk.PriceBulkAction.most_products", 1)

    answer = apply(staff_client, [tide, dunes], shown="0" * 64)

    assert "More than 1 products cannot be changed at once" in answer.text
    assert prices() == {"DUNES": "9.05", "TIDE-A2": "43.99", "TIDE-A3": "24.00"}


@pytest.mark.parametrize("ids", ["", "id=x", f"id={'9' * 30}", "id=0", "id=all&q=nothing"])
def test_ticks_of_no_product_are_not_found(staff_client, tide, ids):
    assert staff_client.get(f"/admin/bulk/catalogue/productpage/prices/?{ids}").status_code == 404


def test_all_means_what_the_list_finds(staff_client, tide, dunes):
    for query, number in (("", 3), ("&q=dunes", 1)):
        page = staff_client.get(f"/admin/bulk/catalogue/productpage/prices/?id=all{query}")

        assert page.context["ticked"] == number


def test_list_offers_the_changes_beside_wagtails_own(staff_client, tide):
    page = staff_client.get(LIST).text

    for action in ("prices", "stock", "publish", "unpublish", "move", "delete"):
        assert f"/admin/bulk/catalogue/productpage/{action}/" in page
        assert staff_client.get(address([tide], action)).status_code == 200


def test_table_needs_the_same_queries_for_more_products(django_assert_max_num_queries):
    pages = make_products(3)
    client = editor("change", "publish")
    show(client, pages[:1])
    with django_assert_max_num_queries(25) as few:
        show(client, pages[:1])

    with django_assert_max_num_queries(len(few)):
        show(client, pages)


def test_each_page_costs_what_its_own_publishing_costs(staff_client, django_assert_max_num_queries):
    pages = make_products(4)
    apply(staff_client, pages)
    shown = show(staff_client, pages[:1]).context["plan"].fingerprint
    with django_assert_max_num_queries(160) as one:
        apply(staff_client, pages[:1], shown=shown)
    most = len(one) * 4

    shown = show(staff_client, pages).context["plan"].fingerprint
    with django_assert_max_num_queries(most):
        apply(staff_client, pages, shown=shown)


@pytest.mark.parametrize("name", ["number", "step", "shown", "ends_at"])
def test_nul_is_refused_as_in_every_form(staff_client, tide, name):
    assert apply(staff_client, [tide], UP | {name: "1\0"}, shown="\0").status_code == 400


def test_customer_reaches_no_form(ada_client, tide):
    assert ada_client.get(address([tide])).status_code in (302, 403)
