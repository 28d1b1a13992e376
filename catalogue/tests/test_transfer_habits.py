"""Files as spreadsheets in German and in English write them: read where they are clear, else refused."""

import io
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from catalogue.tests.factories import make_product, make_variant
from catalogue.transfer.columns import columns_of
from catalogue.transfer.files import read_lines
from catalogue.transfer.moments import moment_of, order_of
from catalogue.transfer.numbers import amount_of, mark_of, whole_of
from catalogue.transfer.planning import plan_for
from catalogue.transfer.wrong import Wrong

NO_AMOUNT = "Write an amount such as 24.00."
NO_MOMENT = "Write a day and an hour such as 2026-12-03 11:00."


@pytest.fixture
def tide(db):
    return make_product(
        "Tide", [make_variant("TIDE-A4", "A4", "12.00"), make_variant("TIDE-A3", "A3", "24.00")]
    )


def after(content, user) -> list[tuple[str, str, str]]:
    plan = plan_for(read_lines(content), user)
    assert plan.problems == []
    return [(change.sku, change.column, change.after) for change in plan.changes]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234,50 €", "1234.50"),
        ("1'234.50", "1234.50"),
        ("€ 12,50", "12.50"),
        ("€12.50", "12.50"),
        ("12,50\u00a0€", "12.50"),
        ("EUR 12.50", "12.50"),
        ("12,50 eur", "12.50"),
    ],
)
def test_amount_is_read_as_it_is_written(text, amount):
    assert amount_of(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.234", "1.234 may mean 1234.00 or 1.23. Write it one of these ways."),
        ("1,234", "1,234 may mean 1234.00 or 1.23. Write it one of these ways."),
        ("12 %", "This is a percentage. Write the amount."),
        ("$12.50", "The shop sells in EUR."),
        ("12,50 CHF", "The shop sells in EUR."),
        ("12,50,00", NO_AMOUNT),
        ("1.23,45", NO_AMOUNT),
        ("0.123", NO_AMOUNT),
        ("1 2", NO_AMOUNT),
        ("12.3456", NO_AMOUNT),
        ("", NO_AMOUNT),
    ],
)
def test_amount_that_is_unclear_or_none_is_refused(text, reason):
    with pytest.raises(Wrong) as refused:
        amount_of(text)

    assert refused.value.text == reason


@pytest.mark.parametrize(
    ("others", "amount"), [(["12,50"], "1234"), (["1.234,5", "9"], "1234"), (["12.50"], "1.234")]
)
def test_rest_of_the_file_decides_what_three_digits_mean(others, amount):
    assert amount_of("1.234", mark_of(["1.234", *others])) == Decimal(amount)


def test_file_of_two_habits_decides_nothing():
    assert mark_of(["12,50", "12.50"]) == ""
    assert mark_of(["1.234", "24"]) == ""


@pytest.mark.parametrize(
    ("text", "number"), [("5", 5), ("1.234", 1234), ("1,234", 1234), ("5,0", 5), ("5.00", 5)]
)
def test_whole_number_is_read_as_it_is_written(text, number):
    assert whole_of(text) == number


@pytest.mark.parametrize("text", ["1.000", "1.5", "12,50", "-1", "1e3", "", "1.23.456", "12345678"])
def test_number_that_is_not_whole_or_unclear_is_refused(text):
    with pytest.raises(Wrong):
        whole_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-03 11:00",
        "2026-12-03T11:00:00",
        "2026/12/03 11:00",
        "03.12.2026 11:00",
        "3.12.26 11:00",
        "3. 12. 2026, 11:00 Uhr",
        "03.12.2026 11:00:00",
        "3. Dezember 2026 11:00",
        "3 Dec 2026 11:00",
        "Dec 3, 2026 11:00 AM",
        "December 3, 2026, 11:00 a.m.",
    ],
)
def test_moment_is_read_as_it_is_written(text):
    assert moment_of(text).replace(tzinfo=None) == datetime(2026, 12, 3, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [("13/12/2026", (12, 13)), ("12/13/26", (12, 13)), ("5/5/26", (5, 5)), ("3.12.26", (12, 3))],
)
def test_day_above_twelve_or_a_point_makes_it_clear(text, day):
    moment = moment_of(text)

    assert (moment.month, moment.day) == day


def test_slashes_that_can_be_two_days_are_refused():
    with pytest.raises(Wrong) as refused:
        moment_of("03/12/2026 11:00")

    assert refused.value.text == "03/12/2026 11:00 can be two days. Write it as 2026-12-03 11:00."


@pytest.mark.parametrize(("other", "month"), [("24/12/2026", 12), ("12/24/2026", 3)])
def test_rest_of_the_file_decides_which_number_is_the_day(other, month):
    assert moment_of("03/12/2026", order_of([other, "03/12/2026"])).month == month


@pytest.mark.parametrize(
    "text",
    [
        "32.12.2026",
        "3.13.2026",
        "1/2/3/4",
        "3.12.026",
        "13:00 PM",
        "3. Foo 2026",
        "46359.5",
        "3.12.2026 25:00",
    ],
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(Wrong) as refused:
        moment_of(text)

    assert refused.value.text == NO_MOMENT


GERMAN = (
    "Artikelnummer;Preis;Angebotspreis;Angebot bis;Bestand\nTIDE-A3;1.234,50;€ 12,50;03.12.2099 11:00;1.234\n"
)
GERMAN_CHANGES = [
    ("TIDE-A3", "price", "1234.50"),
    ("TIDE-A3", "sale_price", "12.50"),
    ("TIDE-A3", "sale_ends_at", "2099-12-03T11:00:00+01:00"),
    ("TIDE-A3", "on_hand", "1234"),
]


@pytest.mark.parametrize(
    "content",
    [
        GERMAN.encode(),
        GERMAN.encode("utf-8-sig"),
        GERMAN.encode("cp1252"),
        GERMAN.replace(";", "\t").encode("utf-16"),
        b"\xfe\xff" + GERMAN.replace(";", "\t").encode("utf-16-be"),
        ("sep=;\r\n" + GERMAN.replace("\n", "\r\n")).encode("utf-8-sig"),
        GERMAN.replace("\n", "\r").encode(),
    ],
)
def test_german_file_is_read_however_it_was_saved(tide, staff, content):
    assert after(content, staff) == GERMAN_CHANGES


def test_sep_line_is_counted_and_obeyed(tide, staff):
    plan = plan_for(read_lines(b"sep=,\nsku,price\nTIDE-A3;x,1\n"), staff)

    assert [(problem.line, problem.column) for problem in plan.problems] == [(3, "sku")]


def test_cells_of_a_workbook_are_what_they_are(tide, staff):
    book, written = Workbook(), io.BytesIO()
    book.active.append(["SKU", "Price", "Sale price", "Sale ends", "Weight (g)"])
    book.active.append(["TIDE-A3", 1234.5, 12.5, datetime(2099, 12, 3, 11), 450.0])
    book.save(written)

    assert after(written.getvalue(), staff) == [
        ("TIDE-A3", "price", "1234.50"),
        ("TIDE-A3", "sale_price", "12.50"),
        ("TIDE-A3", "sale_ends_at", "2099-12-03T11:00:00+01:00"),
        ("TIDE-A3", "weight_g", "450"),
    ]


@pytest.mark.parametrize(
    ("heading", "near"),
    [("prise", "price"), ("Sale_prize", "sale_price"), ("Bestnd", "on_hand"), ("wieght", "weight_g")],
)
def test_misspelt_column_is_named_with_the_one_it_is_near(heading, near):
    with pytest.raises(Wrong) as refused:
        columns_of(["sku", heading])

    assert refused.value.text == f"There is no column “{heading}”. Did you mean “{near}”?"


def test_column_that_is_not_read_is_named(tide, staff_client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("c.csv", b"sku,price,Lieferant\nTIDE-A3,25,Mill\n")
    page = staff_client.post("/admin/products/import/", {"file": file})

    assert page.context["plan"].is_good
    assert "The column “Lieferant” is unknown here and is not read." in page.text


def test_change_of_what_is_only_written_out_is_named(tide, staff):
    plan = plan_for(read_lines(b"sku,category,option_1\nTIDE-A3,Mugs,A3\nTIDE-A4,Posters,A4\n"), staff)

    assert plan.notes == ["“category” changes in the editor alone. The file differs in line 2."]
    assert (plan.changes, plan.problems) == ([], [])


@pytest.mark.parametrize(
    ("typed", "price"), [("12,50", "€36.50"), ("€ 12.50", "€36.50"), ("1.234,50", "€1,258.50")]
)
def test_bulk_form_reads_amounts_alike(tide, staff_client, typed, price):
    address = f"/admin/bulk/catalogue/productpage/prices/?id={tide.pk}&next=/admin/products/"
    answer = staff_client.post(address, {"step": "amount", "number": typed, "ending": ""})

    rows = {row.variant.sku: str(row.after) for row in answer.context["plan"].rows}
    assert rows["TIDE-A3"] == price


def test_bulk_form_refuses_what_is_unclear(tide, staff_client):
    address = f"/admin/bulk/catalogue/productpage/prices/?id={tide.pk}&next=/admin/products/"
    answer = staff_client.post(address, {"step": "amount", "number": "1.234", "ending": ""})

    [reason] = answer.context["form"].errors["number"]
    assert reason == "1.234 may mean 1234.00 or 1.23. Write it one of these ways."
