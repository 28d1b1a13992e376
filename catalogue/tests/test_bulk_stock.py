"""Stock of many products in one step: a table first, then exactly that, with a row each in the ledger."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission

from catalogue import stock
from catalogue.bulk.stock import MOST
from catalogue.models import MovementKind, ProductPage, ProductVariant, StockMovement, StockRecord
from catalogue.tests.factories import make_category, make_product, make_products
from catalogue.tests.test_bulk_prices import LIST, address, editor, table

pytestmark = pytest.mark.django_db

DELIVERY = {"step": "add", "number": "3", "kind": "delivery", "note": "Truck 7"}


@pytest.fixture
def tide() -> ProductPage:
    return make_product("Tide", [("TIDE-A3", "A3", "24.00", 5), ("TIDE-A2", "A2", "43.99", None)])


def show(client, pages, asked=DELIVERY):
    return client.post(address(pages, "stock"), asked)


def apply(client, pages, asked=DELIVERY, shown=None):
    shown = shown or show(client, pages, asked).context["plan"].fingerprint
    return client.post(address(pages, "stock"), asked | {"apply": "1", "shown": shown})


def on_hand() -> dict[str, int]:
    return dict(StockRecord.objects.order_by("sku").values_list("sku", "on_hand"))


def test_table_shows_old_and_new_pieces_and_changes_nothing(staff_client, tide):
    shown = show(staff_client, [tide])

    assert table(shown) == [("TIDE-A3", "5", "8", ""), ("TIDE-A2", "Never counted", "3", "")]
    assert on_hand() == {"TIDE-A3": 5}


def test_applied_pieces_are_those_of_the_table_with_who_and_why(staff_client, staff, tide):
    answer = apply(staff_client, [tide])

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert on_hand() == {"TIDE-A2": 3, "TIDE-A3": 8}
    rows = StockMovement.objects.filter(user=staff).order_by("record__sku")
    assert list(rows.values_list("record__sku", "delta", "kind", "note")) == [
        ("TIDE-A2", 3, MovementKind.INITIAL, "Truck 7"),
        ("TIDE-A3", 3, MovementKind.DELIVERY, "Truck 7"),
    ]
    assert "2 variants are changed." in staff_client.get(LIST).text


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        ({"step": "take", "number": "2", "kind": "damage"}, {"TIDE-A3": 3}),
        ({"step": "set", "number": "4", "kind": "count"}, {"TIDE-A2": 4, "TIDE-A3": 4}),
        ({"step": "set", "number": "0", "kind": "count"}, {"TIDE-A2": 0, "TIDE-A3": 0}),
    ],
)
def test_pieces_are_taken_away_or_set(staff_client, tide, asked, after):
    if asked["step"] == "take":  # of what was never counted, none can be taken
        ProductVariant.objects.filter(sku="TIDE-A2").delete()

    apply(staff_client, [tide], asked)

    assert on_hand() == after


def test_draft_and_page_stay_as_they_are(staff_client, tide):
    draft = tide.get_latest_revision_as_object()
    draft.title = "Tide, being rewritten"
    revision = draft.save_revision()

    apply(staff_client, [tide])

    tide.refresh_from_db()
    assert (tide.title, tide.latest_revision_id) == ("Tide", revision.pk)
    assert on_hand()["TIDE-A3"] == 8


def test_shared_sku_is_changed_once(staff_client):
    dunes = make_product("Dunes", [("DUNES", "", "9.00", 1)])
    alias = dunes.create_alias(parent=make_category("Seaside"), update_slug="dunes-2")

    apply(staff_client, [dunes, alias])

    assert on_hand() == {"DUNES": 4}


# --- What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "remark"),
    [
        ({"step": "take", "number": "4"}, "Open checkouts hold 2 of them."),
        ({"step": "set", "number": "1"}, "Open checkouts hold 2 of them."),
    ],
)
def test_held_pieces_stay_and_so_does_all_the_rest(staff_client, tide, asked, remark):
    fog = make_product("Fog", [("FOG", "", "5.00", 9)])
    stock.hold(uuid4(), {"TIDE-A3": 2})
    asked = {"kind": "count", "note": ""} | asked

    shown = show(staff_client, [tide, fog], asked)
    answer = apply(staff_client, [tide, fog], asked)

    assert remark in [row[3] for row in table(shown)]
    assert "because of the rows below" in answer.text
    assert on_hand() == {"FOG": 9, "TIDE-A3": 5}


def test_more_than_there_are_cannot_be_taken_nor_more_than_can_be_counted(staff_client, tide):
    StockRecord.objects.create(sku="TIDE-A2", on_hand=MOST)

    taken = show(staff_client, [tide], DELIVERY | {"step": "take", "number": "6"})
    added = show(staff_client, [tide], DELIVERY)

    assert [row[3] for row in table(taken)] == ["There are not so many.", ""]
    assert [row[3] for row in table(added)] == ["", "More than can be counted."]


def test_nothing_changes_when_a_piece_was_sold_in_between(staff_client, tide):
    shown = show(staff_client, [tide]).context["plan"].fingerprint
    stock.take(uuid4(), {"TIDE-A3": 1}, "MO-1")

    answer = apply(staff_client, [tide], shown=shown)

    assert "something is different now from what was shown" in answer.text
    assert table(answer)[0] == ("TIDE-A3", "4", "7", "")
    assert on_hand() == {"TIDE-A3": 4}


def test_sale_between_the_table_and_the_lock_is_seen(tide):
    with pytest.raises(stock.StockMoved):
        stock.recount({"TIDE-A3": 6, "TIDE-A2": None}, {"TIDE-A3": 9, "TIDE-A2": 3}, kind=MovementKind.COUNT)
    stock.hold(uuid4(), {"TIDE-A3": 2})
    with pytest.raises(stock.OutOfStock):
        stock.recount({"TIDE-A3": 5}, {"TIDE-A3": 1}, kind=MovementKind.COUNT)

    assert on_hand() == {"TIDE-A3": 5}


@pytest.mark.parametrize("number", ["", "NaN", "1e9", "-1", "0", "1.5", "9" * 400, "many"])
def test_number_that_is_none_is_said_and_kept(staff_client, tide, number):
    answer = show(staff_client, [tide], DELIVERY | {"number": number})

    form = answer.context["form"]
    assert list(form.errors) == ["number"]
    assert (form["number"].value(), form["note"].value()) == (number, "Truck 7")
    assert answer.context["plan"] is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"kind": "other", "note": ""}, "note"), ({"kind": "sale"}, "kind"), ({"note": "x" * 256}, "note")],
)
def test_reason_is_needed(staff_client, tide, asked, field):
    assert list(show(staff_client, [tide], DELIVERY | asked).context["form"].errors) == [field]


def test_only_those_who_may_adjust_stock_reach_it(tide):
    client = editor("change", "publish")
    assert client.get(address([tide], "stock")).status_code in (302, 403)
    apply_attempt = client.post(address([tide], "stock"), DELIVERY | {"apply": "1", "shown": "x"})
    assert apply_attempt.status_code in (302, 403)

    Group.objects.get(name="Editors of prices").permissions.add(
        Permission.objects.get(codename="adjust_stock")
    )
    apply(client, [tide])

    assert on_hand() == {"TIDE-A2": 3, "TIDE-A3": 8}


def test_table_and_writing_need_the_same_queries_for_more_products(
    staff_client, django_assert_max_num_queries
):
    pages = make_products(4)
    apply(staff_client, pages[:1])
    shown = show(staff_client, pages[:1]).context["plan"].fingerprint
    with django_assert_max_num_queries(40) as few:
        apply(staff_client, pages[:1], shown=shown)
        show(staff_client, pages[:1])
    most = len(few)

    shown = show(staff_client, pages).context["plan"].fingerprint
    with django_assert_max_num_queries(most):
        apply(staff_client, pages, shown=shown)
        show(staff_client, pages)
