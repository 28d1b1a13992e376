"""The lists of orders and events: search, filters, order, pages and downloads."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from checkout.admin.exports import safe_cell
from checkout.models import Order, WebhookEvent
from checkout.tests.admins import exported, make_event
from checkout.tests.orders import make_order

pytestmark = pytest.mark.django_db


def names(answer):
    return [order.full_name for order in answer.context["object_list"]]


@pytest.fixture
def three():
    """Orders of Ada (paid), Ben (review) and Cleo (refunded), one a day from 1 May 2026 on."""
    people = (("Ada", "paid", "Tide"), ("Ben", "review", "Dunes"), ("Cleo", "refunded", "Reef"))
    for day, (name, state, product) in enumerate(people, 1):
        order = make_order(
            None, (product,), full_name=name, email=f"{name.lower()}@example.com", state=state,
            order_number=f"MO-{name.upper()}",
        )  # fmt: skip
        Order.objects.filter(pk=order.pk).update(date=datetime(2026, 5, day, 10, 30, tzinfo=UTC))


def test_list_shows_number_date_customer_pieces_state_and_total(staff_client):
    make_order(None, ("Tide", "Dunes"), order_number="MO-1", state="review")

    page = staff_client.get("/admin/orders/").text

    for text in ("MO-1", "Ada Lovelace", "ada@example.com", "Needs attention", "€48.00"):
        assert text in page
    assert "shop-tag--alarm" in page
    assert '<td class="shop-pieces"> 2 </td>' in " ".join(page.split())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Cleo", "Ben", "Ada"]),
        ("q=mo-b", ["Ben"]),
        ("q=cleo", ["Cleo"]),
        ("q=ada@example.com", ["Ada"]),
        ("q=dun", ["Ben"]),
        ("q=%20REEF%20", ["Cleo"]),
        ("q=nobody", []),
        ("state=review", ["Ben"]),
        ("state=review&state=paid", ["Ben", "Ada"]),
        ("state=review&q=ada", []),
        ("date_from=2026-05-02", ["Cleo", "Ben"]),
        ("date_to=2026-05-02", ["Ben", "Ada"]),
        ("date_from=2026-05-02&date_to=2026-05-02", ["Ben"]),
        ("ordering=full_name", ["Ada", "Ben", "Cleo"]),
        ("ordering=-grand_total", ["Cleo", "Ben", "Ada"]),
        ("ordering=stripe_pid", ["Cleo", "Ben", "Ada"]),
    ],
)
def test_orders_are_searched_filtered_and_sorted(staff_client, three, query, found):
    assert names(staff_client.get(f"/admin/orders/?{query}")) == found


@pytest.mark.parametrize("query", ["state=made-up", "date_from=soon", "p=999", "p=x", "q=" + "x" * 3000])
def test_nonsense_in_the_address_does_no_harm(staff_client, three, query):
    assert staff_client.get(f"/admin/orders/?{query}").status_code == 200


def test_order_with_two_matching_lines_is_listed_once(staff_client):
    make_order(None, ("Tide A3", "Tide A2"))

    assert len(staff_client.get("/admin/orders/?q=tide").context["object_list"]) == 1


def test_fifty_orders_fill_a_page(staff_client):
    for _number in range(51):
        make_order(None)

    assert len(staff_client.get("/admin/orders/").context["object_list"]) == 50
    assert len(staff_client.get("/admin/orders/?p=2").context["object_list"]) == 1


@pytest.mark.parametrize("path", ["/admin/orders/", "/admin/webhook-events/", "/admin/orders/?export=xlsx"])
def test_queries_do_not_grow_with_the_rows(staff_client, path):
    def add(first, count):
        for number in range(first, first + count):
            make_event(number, order=make_order(None, ("Tide", "Dunes")))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert staff_client.get(path).status_code == 200
        return len(captured)

    add(0, 2)
    queries()  # what is read once and kept
    few = queries()
    add(2, 8)

    assert queries() == few


def test_csv_holds_the_filtered_orders_in_local_time(staff_client, three):
    answer = staff_client.get("/admin/orders/?export=csv&state=review")
    head, *rows = exported(answer).decode().splitlines()

    assert answer["Content-Disposition"] == 'attachment; filename="orders.csv"'
    assert head.startswith("Number,Date,State,Full name,E-mail,")
    assert len(rows) == 1
    assert rows[0].startswith("MO-BEN,2026-05-02 12:30:00,Needs attention,Ben,ben@example.com,")
    assert ",DE,1,eur,24.00,0.00,24.00,24.00,0.00," in rows[0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cell_that_looks_like_a_formula_is_quoted(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"
    assert safe_cell(f"1{start}1") == f"1{start}1"


def test_formulas_leave_the_shop_as_text(staff_client):
    make_order(None, full_name='=HYPERLINK("http://x")', street_address1="@SUM(1)", county="-2\x0b")

    text = exported(staff_client.get("/admin/orders/?export=csv")).decode()
    book = load_workbook(BytesIO(exported(staff_client.get("/admin/orders/?export=xlsx"))))
    cells = next(book.active.iter_rows(min_row=2, max_row=2))

    assert '"\'=HYPERLINK(""http://x"")"' in text
    assert ",'@SUM(1)," in text
    assert ",'-2," in text
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert cells[3].value == '=HYPERLINK("http://x")'
    assert cells[16].value == Decimal("24")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["evt_3", "evt_2", "evt_1"]),
        ("q=evt_2", ["evt_2"]),
        ("q=pi_3", ["evt_3"]),
        ("q=disputed", []),
        ("q=charge.ref", ["evt_2"]),
        ("outcome=failed", ["evt_2"]),
        ("outcome=failed&outcome=ignored", ["evt_3", "evt_2"]),
        ("type=payment_intent.succeeded", ["evt_1"]),
        ("received_at_from=2026-05-03", ["evt_3"]),
        ("received_at_to=2026-05-01", ["evt_1"]),
    ],
)
def test_events_are_searched_and_filtered(staff_client, query, found):
    make_event(1)
    make_event(2, type="charge.refunded", outcome="failed")
    make_event(3, type="customer.created", outcome="ignored")
    for event in WebhookEvent.objects.all():
        day = datetime(2026, 5, int(event.stripe_id[-1]), 10, tzinfo=UTC)
        WebhookEvent.objects.filter(pk=event.pk).update(received_at=day)

    answer = staff_client.get(f"/admin/webhook-events/?{query}")

    assert [event.stripe_id for event in answer.context["object_list"]] == found


def test_events_download_names_their_order(staff_client):
    make_event(1, order=make_order(None, order_number="MO-1"))
    make_event(2, outcome="ignored")

    download = exported(staff_client.get("/admin/webhook-events/?export=csv"))
    _head, second, first = download.decode().splitlines()

    assert first.startswith("evt_1,Payment received,pi_1,done,,MO-1,1,")
    assert second.startswith("evt_2,Payment received,pi_2,ignored,,,1,")
