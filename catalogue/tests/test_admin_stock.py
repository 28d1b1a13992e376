"""Stock in the admin: read by those who may, adjusted with a reason, never edited."""

import re
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import Revision

from catalogue import stock
from catalogue.models import BackInStockRequest, MovementKind, StockMovement, StockRecord
from catalogue.tests.factories import count, make_product

pytestmark = pytest.mark.django_db


def packer(*permissions):
    """A browser of somebody who may enter the admin and has `permissions` (codenames)."""
    user = get_user_model().objects.create_user("packer", "packer@example.com", "x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def adjusting(**changes):
    return {"mode": "change", "pieces": "3", "kind": "delivery", "note": ""} | changes


@pytest.fixture
def tide():
    return make_product("Tide", [("TIDE-A3", "A3", "24.00", 5), ("TIDE-A2", "A2", "44.00", None)])


def test_list_shows_on_hand_held_and_free_with_the_product(staff_client, tide):
    stock.hold(uuid4(), {"TIDE-A3": 2})

    answer = staff_client.get("/admin/stock/")

    record = answer.context["object_list"][0]
    assert (record.sku, record.product_title) == ("TIDE-A3", "Tide")
    assert (record.on_hand, record.reserved, record.free) == (5, 2, 3)
    assert "One SKU was never counted" in answer.text


@pytest.mark.parametrize(
    ("query", "skus"),
    [
        ("q=dunes", ["DUNES"]),
        ("q=tide-a", ["TIDE-A3"]),
        ("q=Tide", ["TIDE-A3"]),
        ("state=sold_out", ["GONE"]),
        ("state=low", ["DUNES"]),
        ("q=nothing", []),
        ("", ["DUNES", "GONE", "TIDE-A3"]),
    ],
)
def test_list_is_searched_by_sku_or_title_and_filtered(staff_client, tide, query, skus):
    count("DUNES", 3)
    stock.adjust(sku="GONE", delta=0, kind=MovementKind.COUNT)

    answer = staff_client.get(f"/admin/stock/?{query}")

    assert [record.sku for record in answer.context["object_list"]] == skus


def test_inspect_shows_every_movement_with_its_reason(staff_client, staff, tide):
    record = stock.adjust(sku="TIDE-A3", delta=-1, kind=MovementKind.DAMAGE, note="Wet corner", user=staff)
    stock.take(uuid4(), {"TIDE-A3": 2}, "MO-77")

    answer = staff_client.get(f"/admin/stock/inspect/{record.pk}/")

    assert [movement.delta for movement in answer.context["rows"]] == [-2, -1, 5]
    for text in ("Wet corner", "Damaged or lost", "MO-77", "First count", "Tide"):
        assert text in answer.text


def test_adjusting_by_pieces_writes_a_movement_by_the_user(staff_client, staff, tide):
    answer = staff_client.post("/admin/stock/adjust/TIDE-A3/", adjusting(pieces="-2", kind="damage"))

    record, movement = StockRecord.objects.get(), StockMovement.objects.first()
    assert answer.url == f"/admin/stock/inspect/{record.pk}/"
    assert record.on_hand == 3
    assert (movement.delta, movement.kind, movement.user) == (-2, MovementKind.DAMAGE, staff)


def test_counting_sets_the_stock_to_the_count(staff_client, tide):
    staff_client.post("/admin/stock/adjust/TIDE-A3/", adjusting(mode="set", pieces="12", kind="count"))

    assert StockRecord.objects.get(sku="TIDE-A3").on_hand == 12
    assert StockMovement.objects.first().delta == 7


def test_counting_the_same_number_writes_no_movement(staff_client, tide):
    answer = staff_client.post(
        "/admin/stock/adjust/TIDE-A3/", adjusting(mode="set", pieces="5", kind="count")
    )

    assert answer.status_code == 302
    assert StockMovement.objects.count() == 1


def test_uncounted_variant_is_listed_and_counted_first(staff_client, tide):
    listed = staff_client.get("/admin/stock/not-counted/")
    form = staff_client.get("/admin/stock/adjust/TIDE-A2/")
    staff_client.post("/admin/stock/adjust/TIDE-A2/", adjusting(mode="set", pieces="4", kind="initial"))

    assert [variant.sku for variant in listed.context["rows"]] == ["TIDE-A2"]
    assert "Never counted yet" in form.text
    assert StockRecord.objects.get(sku="TIDE-A2").on_hand == 4
    assert StockMovement.objects.first().kind == MovementKind.INITIAL
    assert list(staff_client.get("/admin/stock/not-counted/").context["rows"]) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pieces": "0"}, "pieces"),
        ({"pieces": ""}, "pieces"),
        ({"pieces": "1e3"}, "pieces"),
        ({"pieces": "10000000"}, "pieces"),
        ({"mode": "set", "pieces": "-1"}, "pieces"),
        ({"mode": "magic"}, "mode"),
        ({"kind": "sale"}, "kind"),
        ({"kind": "initial"}, "kind"),
        ({"kind": "other"}, "note"),
        ({"note": "x" * 256}, "note"),
        ({"pieces": "-4"}, "pieces"),
    ],
)
def test_bad_adjustment_is_refused_beside_its_field(staff_client, tide, changes, field):
    stock.hold(uuid4(), {"TIDE-A3": 2})

    answer = staff_client.post("/admin/stock/adjust/TIDE-A3/", adjusting(**changes))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert StockRecord.objects.get().on_hand == 5
    assert StockMovement.objects.count() == 1


def test_refusal_says_how_many_pieces_can_go(staff_client, tide):
    stock.hold(uuid4(), {"TIDE-A3": 2})

    answer = staff_client.post("/admin/stock/adjust/TIDE-A3/", adjusting(pieces="-4", kind="damage"))

    assert "at most 3 can be taken away" in answer.text


def test_unknown_sku_cannot_be_adjusted(staff_client, tide):
    assert staff_client.get("/admin/stock/adjust/NEVER/").status_code == 404
    assert staff_client.post("/admin/stock/adjust/NEVER/", adjusting()).status_code == 404
    assert staff_client.get("/admin/stock/inspect/999999/").status_code == 404
    assert StockRecord.objects.count() == 1


def test_user_without_permission_sees_no_stock(tide):
    client, record = packer(), StockRecord.objects.get()

    for path in ("", "results/", f"inspect/{record.pk}/", "adjust/TIDE-A3/", "not-counted/"):
        assert client.get(f"/admin/stock/{path}").status_code == 302
    client.post("/admin/stock/adjust/TIDE-A3/", adjusting())
    assert StockMovement.objects.count() == 1


def test_viewer_reads_stock_but_cannot_adjust_it(tide):
    client, record = packer("view_stockrecord"), StockRecord.objects.get()

    for path in ("", f"inspect/{record.pk}/", "not-counted/"):
        answer = client.get(f"/admin/stock/{path}")
        assert answer.status_code == 200
        assert "/admin/stock/adjust/" not in answer.text
    assert client.post("/admin/stock/adjust/TIDE-A3/", adjusting()).status_code == 302
    assert StockMovement.objects.count() == 1


def test_adjuster_reads_and_adjusts_stock(tide):
    client = packer("adjust_stock")

    assert "/admin/stock/adjust/TIDE-A3/" in client.get("/admin/stock/").text
    client.post("/admin/stock/adjust/TIDE-A3/", adjusting())
    assert StockRecord.objects.get().on_hand == 8


@pytest.mark.parametrize("path", ["new/", "edit/1/", "delete/1/", "copy/1/"])
def test_not_even_the_owner_edits_stock_rows(staff_client, tide, path):
    assert staff_client.get(f"/admin/stock/{path}").status_code == 404


def test_adjusting_stock_makes_no_revision(staff_client, tide):
    before = Revision.objects.count()

    staff_client.post("/admin/stock/adjust/TIDE-A3/", adjusting())

    assert Revision.objects.count() == before


def test_menu_shows_stock_only_to_those_who_may_see_it(tide, staff_client):
    assert "/admin/stock/" in staff_client.get("/admin/").text
    assert "/admin/stock/" not in packer().get("/admin/").text


def wait_for(sku, people):
    rows = [
        BackInStockRequest(sku=sku, email=f"p{n}@example.com", language="en", withdrawal_key=f"{sku}{n}")
        for n in range(people)
    ]
    BackInStockRequest.objects.bulk_create(rows)


def test_staff_see_how_many_wait_for_a_piece_and_no_address(tide):
    count("DUNES", 3)
    record = StockRecord.objects.get(sku="TIDE-A3")
    wait_for("TIDE-A3", 3)
    client = packer("view_stockrecord")

    answer = client.get("/admin/stock/?ordering=-waiting")
    page = client.get(f"/admin/stock/inspect/{record.pk}/")

    rows = [(row.sku, row.waiting) for row in answer.context["object_list"]]
    assert rows == [("TIDE-A3", 3), ("DUNES", 0)]
    assert {"value": 3, "label": "Waiting"}.items() <= next(
        field for field in page.context["fields"] if field["label"] == "Waiting"
    ).items()
    assert "p0@example.com" not in answer.text + page.text


def test_staff_see_how_many_wait_for_what_was_never_counted(tide):
    make_product("Dunes", [("DUNES-A3", "A3", "24.00", None)])
    wait_for("TIDE-A2", 2)
    wait_for("TIDE-A3", 7)

    answer = packer("view_stockrecord").get("/admin/stock/not-counted/")

    rows = [(variant.sku, variant.waiting) for variant in answer.context["rows"]]
    assert rows == [("DUNES-A3", 0), ("TIDE-A2", 2)]
    assert re.findall(r"<td>(\d)</td>", answer.text) == ["0", "2"]
    assert "p0@example.com" not in answer.text


def test_list_narrows_to_what_somebody_waits_for(staff_client, tide):
    count("DUNES", 3)
    wait_for("DUNES", 1)
    wait_for("NEVER-COUNTED", 1)

    answer = staff_client.get("/admin/stock/?state=waited_for")

    assert [record.sku for record in answer.context["object_list"]] == ["DUNES"]


def test_list_takes_the_same_queries_however_many_wait(
    staff_client, tide, django_assert_num_queries, django_assert_max_num_queries
):
    staff_client.get("/admin/stock/")
    with django_assert_max_num_queries(40) as few:
        staff_client.get("/admin/stock/")
    for number in range(9):
        count(f"MORE-{number}", 1)
        wait_for(f"MORE-{number}", 2)

    with django_assert_num_queries(len(few)):
        staff_client.get("/admin/stock/")
