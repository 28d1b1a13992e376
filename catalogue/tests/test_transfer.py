"""The catalogue as a file: out and back changes nothing, and what would change is seen first."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Revision

from catalogue import stock
from catalogue.models import ProductPage, ProductVariant, StockMovement, StockRecord
from catalogue.tests.factories import make_product, make_products, make_variant
from catalogue.transfer.applying import CatalogueMoved, apply_changes
from catalogue.transfer.files import MAX_LINES, UnreadableFile, csv_lines, read_lines, xlsx_bytes
from catalogue.transfer.planning import plan_for
from catalogue.transfer.rows import COLUMNS, rows

pytestmark = pytest.mark.django_db

IMPORT = "/admin/products/import/"


@pytest.fixture
def tide() -> ProductPage:
    sale = {"sale_price": Decimal("9.90"), "sale_ends_at": timezone.now() + timedelta(days=3)}
    variants = [make_variant("TIDE-A4", "A4", "12.00", **sale), make_variant("TIDE-A3", "A3", "24.00")]
    page = make_product("=Tide, “the” first\nand; last", variants)
    stock.adjust(sku="TIDE-A4", delta=5, kind=stock.MovementKind.INITIAL)
    return page


def csv_of(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def exported() -> str:
    return "".join(csv_lines(rows()))


def plan_of(content: bytes, user):
    return plan_for(read_lines(content), user)


def told(plan) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.text) for problem in plan.problems]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_out_and_back_changes_nothing(tide, staff, kind):
    content = exported().encode() if kind == "csv" else xlsx_bytes(rows())
    revisions, movements = Revision.objects.count(), StockMovement.objects.count()

    plan = plan_of(content, staff)

    assert (plan.lines, plan.changes, plan.problems) == (2, [], [])
    assert (Revision.objects.count(), StockMovement.objects.count()) == (revisions, movements)


def test_file_says_every_variant_as_it_is(tide):
    (header, first, second) = csv.reader(io.StringIO(exported().removeprefix("\ufeff")))

    assert tuple(header) == COLUMNS
    line = dict(zip(header, first, strict=True))
    assert line["product"] == "'=Tide, “the” first\nand; last"
    money = ("sku", "price", "sale_price", "on_hand", "status", "category")
    assert [line[name] for name in money] == ["TIDE-A4", "12.00", "9.90", "5", "live", "Posters"]
    assert dict(zip(header, second, strict=True))["on_hand"] == ""


def test_workbook_holds_no_formula(tide):
    sheet = load_workbook(io.BytesIO(xlsx_bytes(rows()))).active

    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)


def test_changes_are_shown_and_then_made(tide, staff_client, eve):
    content = csv_of("sku;price;sale_price;weight_g;on_hand", "tide-a3;29,50;19.9;;7", "TIDE-A4;12;;450;4")

    page = staff_client.post(IMPORT, {"file": SimpleUploadedFile("c.csv", content)})
    before = ProductVariant.objects.get(sku="TIDE-A3").price
    answer = staff_client.post(IMPORT, {"changes": page.context["signed"]}, follow=True)

    shown = [(change.sku, change.column, change.before, change.after) for change in page.context["shown"]]
    assert shown == [
        ("TIDE-A3", "price", "24.00", "29.50"),
        ("TIDE-A3", "sale_price", "", "19.90"),
        ("TIDE-A3", "on_hand", "", "7"),
        ("TIDE-A4", "sale_price", "9.90", ""),
        ("TIDE-A4", "weight_g", "", "450"),
        ("TIDE-A4", "on_hand", "5", "4"),
    ]
    assert before == Decimal("24.00")
    assert "6 values have changed." in answer.content.decode()
    assert ProductVariant.objects.get(sku="TIDE-A3").sale_price == Decimal("19.90")
    assert (ProductVariant.objects.get(sku="TIDE-A4").sale_price, tide.variants.count()) == (None, 2)
    assert dict(StockRecord.objects.values_list("sku", "on_hand")) == {"TIDE-A3": 7, "TIDE-A4": 4}
    movement = StockMovement.objects.get(record__sku="TIDE-A4", delta=-1)
    assert (movement.note, movement.user.username) == ("Import of the catalogue", "staff")
    assert "€19.90" in eve.get(tide.url, {"sku": "TIDE-A3"}).content.decode()


def test_draft_is_neither_published_nor_lost(tide, staff):
    page = ProductPage.objects.get(pk=tide.pk)
    page.title = "Drafted"
    page.save_revision()

    plan = plan_of(csv_of("sku,price", "TIDE-A3,1.00"), staff)

    assert told(plan) == [(2, "", "Has unpublished changes.")]
    assert not plan.is_good
    with pytest.raises(CatalogueMoved):
        apply_changes(plan.changes, staff)
    assert ProductVariant.objects.get(sku="TIDE-A3").price == Decimal("24.00")
    assert ProductPage.objects.get(pk=tide.pk).latest_revision.as_object().title == "Drafted"


@pytest.mark.parametrize(
    ("line", "column", "text"),
    [
        ("NOPE,1.00,,1", "sku", "No product has this SKU. New pieces begin in the editor."),
        (",1.00,,1", "sku", "The line has no SKU."),
        ("TIDE-A3,,,1", "price", "Write an amount such as 24.00."),
        ("TIDE-A3,-1,,1", "price", "Write an amount such as 24.00."),
        ("TIDE-A3,NaN,,1", "price", "Write an amount such as 24.00."),
        ("TIDE-A3,1e9,,1", "price", "Write an amount such as 24.00."),
        (
            "TIDE-A3,1.005,,1",
            "price",
            "1.005 may mean 1005.00 or 1.00. Write it one of these ways.",
        ),
        ("TIDE-A3,٣,,1", "price", "Write an amount such as 24.00."),
        ("TIDE-A3,24.00,24.00,1", "sale_price", "The sale price must be lower than the price."),
        ("TIDE-A3,24.00,,1.5", "on_hand", "Write a whole number."),
        ("TIDE-A3,24.00,,-1", "on_hand", "Write a whole number."),
    ],
)
def test_each_error_is_told_by_line_and_column(tide, staff, line, column, text):
    plan = plan_of(csv_of("sku,price,sale_price,on_hand", line), staff)

    assert (2, column, text) in told(plan)
    assert not plan.is_good


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "0001-01-01", "9999-12-31T23:59:59-12:00"])
def test_moment_that_is_none_is_an_error(tide, staff, text):
    plan = plan_of(csv_of("sku,sale_ends_at", f"TIDE-A4,{text}"), staff)

    assert told(plan) == [(2, "sale_ends_at", "Write a day and an hour such as 2026-12-03 11:00.")]


def test_sale_that_ends_before_it_starts_is_an_error(tide, staff):
    line = "TIDE-A3,20.00,2026-12-24 10:00,2026-12-03"
    plan = plan_of(csv_of("sku,sale_price,sale_starts_at,sale_ends_at", line), staff)

    assert told(plan) == [(2, "sale_ends_at", "The sale must end after it starts.")]


def test_more_products_than_can_be_published_at_once_are_refused(tide, staff, monkeypatch):
    monkeypatch.setattr("catalogue.transfer.planning.MOST_PRODUCTS", 1)
    make_product("Dunes", [("DUNES", "", "20.00", 1)])

    plan = plan_of(csv_of("sku,price", "TIDE-A3,1", "DUNES,2"), staff)

    assert told(plan) == [(1, "", "More than 1 products would change. Please split the file.")]


def test_same_sku_twice_is_an_error(tide, staff):
    plan = plan_of(csv_of("sku,price", "TIDE-A3,1", "tide-a3,2"), staff)

    assert told(plan) == [(3, "sku", "Line 2 has this SKU as well.")]


def test_held_pieces_are_never_counted_away(tide, staff):
    stock.hold(uuid4(), {"TIDE-A4": 3})
    plan = plan_of(csv_of("sku,on_hand", "TIDE-A4,2"), staff)

    assert told(plan) == [(2, "on_hand", "Open checkouts hold 3 of them.")]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "The first line has to name the columns"),
        (b"price\n1", "The first line has to name the columns"),
        (b"sku,price,Preis\n", "The column “price” stands in the first line twice."),
        (b"sku,prise\n", "There is no column “prise”. Did you mean “price”"),
        (b"sku\x81\n", "This is neither a CSV nor an XLSX file."),
        (b"sku\nA\x00B", "This is neither a CSV nor an XLSX file."),
        (b"PK\x03\x04broken", "This is neither a CSV nor an XLSX file."),
        (b'sku,price\n"A,1', "This is neither a CSV nor an XLSX file."),
        (b"sku\n" + b"A\n" * (MAX_LINES + 1), "The file has more than 10,000 lines."),
        (b"x" * 5_000_001, "The file is larger than 5 MB."),
    ],
)
def test_what_is_no_table_says_so(tide, staff_client, content, text):
    with pytest.raises(UnreadableFile, match=text):
        read_lines(content)
    if content and len(content) < 1_000_000:
        page = staff_client.post(IMPORT, {"file": SimpleUploadedFile("c.csv", content)})
        assert text in page.content.decode()


def test_sale_between_look_and_doing_refuses_all(tide, staff):
    plan = plan_of(csv_of("sku,price,on_hand", "TIDE-A4,13.00,9"), staff)
    stock.adjust(sku="TIDE-A4", delta=-1, kind=stock.MovementKind.DAMAGE)

    with pytest.raises(CatalogueMoved):
        apply_changes(plan.changes, staff)

    assert ProductVariant.objects.get(sku="TIDE-A4").price == Decimal("12.00")
    assert StockRecord.objects.get(sku="TIDE-A4").on_hand == 4


def test_price_published_between_look_and_doing_refuses_all(tide, staff):
    plan = plan_of(csv_of("sku,price", "TIDE-A3,25.00", "TIDE-A4,13.00"), staff)
    apply_changes(plan_of(csv_of("sku,price", "TIDE-A3,26.00"), staff).changes, staff)

    with pytest.raises(CatalogueMoved):
        apply_changes(plan.changes, staff)

    prices = dict(ProductVariant.objects.values_list("sku", "price"))
    assert prices == {"TIDE-A3": Decimal("26.00"), "TIDE-A4": Decimal("12.00")}


@pytest.mark.parametrize("forged", [lambda signed: signed + "x", lambda _signed: "", lambda _signed: "[]"])
def test_nobody_makes_changes_up(tide, staff_client, forged: Callable[[str], str]):
    content = csv_of("sku,price", "TIDE-A3,1.00")
    page = staff_client.post(IMPORT, {"file": SimpleUploadedFile("c.csv", content)})

    answer = staff_client.post(IMPORT, {"changes": forged(page.context["signed"])}, follow=True)

    assert "nothing was written" in answer.content.decode()
    assert ProductVariant.objects.get(sku="TIDE-A3").price == Decimal("24.00")


def test_stock_needs_its_own_permission(tide, ada, ada_client):
    ada.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert ada_client.get(IMPORT).status_code in (302, 403)
    assert ada_client.get("/admin/products/export/csv/").status_code in (302, 403)
    plan = plan_of(csv_of("sku,price,on_hand", "TIDE-A4,13.00,9"), ada)

    texts = [text for _line, _column, text in told(plan)]
    assert texts == ["You may not publish this page.", "You may not change the stock."]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_is_downloaded(tide, staff_client, kind):
    answer = staff_client.get(f"/admin/products/export/{kind}/")

    assert f".{kind}" in answer["Content-Disposition"]
    assert [line.cells["sku"] for line in read_lines(answer.getvalue())] == ["TIDE-A4", "TIDE-A3"]


def test_export_takes_the_same_queries_for_more_products(tide, django_assert_num_queries):
    with django_assert_num_queries(3):
        exported()
    make_products(3)
    with django_assert_num_queries(3):
        exported()


def test_commands_write_read_and_change(tide, staff, tmp_path: Path, capsys):
    file = tmp_path / "catalogue.csv"
    call_command("export_catalogue", file)
    call_command("import_catalogue", file, "--user=staff")
    assert "Nothing would change." in capsys.readouterr().out
    file.write_text(file.read_text().replace(",24.00,", ",25.00,"))

    call_command("import_catalogue", file, "--user=staff")
    assert ProductVariant.objects.get(sku="TIDE-A3").price == Decimal("24.00")
    call_command("import_catalogue", file, "--user=staff", "--apply")

    assert ProductVariant.objects.get(sku="TIDE-A3").price == Decimal("25.00")
    file.write_text("sku,price\nNOPE,1")
    with pytest.raises(CommandError, match="line 2 sku: No product has this SKU"):
        call_command("import_catalogue", file, "--user=staff")
    with pytest.raises(CommandError, match="no active account"):
        call_command("import_catalogue", file, "--user=nobody")
