"""The bag inside a payment's metadata: within Stripe's limits, and harmless when damaged."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.models import MAX_LINES, CheckoutAttempt, CheckoutQuote
from checkout.payments.metadata import MAX_CHUNKS, BagTooLarge, items_in, metadata_for
from checkout.pricing import QuoteItem


def metadata_of(lines: list[tuple[str, int, str]]) -> dict[str, str]:
    """The metadata of a quote with `lines`, which is not saved."""
    rows = [{"sku": sku, "quantity": number, "unit_price": price} for sku, number, price in lines]
    return metadata_for(CheckoutAttempt(), CheckoutQuote(version=3, lines=rows, save_info=True))


def many(count: int, length: int) -> list[tuple[str, int, str]]:
    return [(f"{number:03}".ljust(length, "X"), 99, "99999999.99") for number in range(count)]


def test_largest_bag_stays_within_the_limits_of_stripe():
    metadata = metadata_of(many(MAX_LINES, 64))

    assert len(metadata) <= 50
    assert max(len(name) for name in metadata) <= 40
    assert max(len(value) for value in metadata.values()) == 500
    assert items_in(metadata) == [QuoteItem(sku, 99, Decimal("99999999.99")) for sku, *_ in many(50, 64)]


def test_metadata_names_quote_and_wish_but_no_guest():
    metadata = metadata_of([("TW-A4", 2, "22.00")])

    assert (metadata["quote"], metadata["save_info"], metadata["username"]) == ("3", "true", "")
    assert metadata["bag"] == '[["TW-A4",2,"22.00"]]'
    assert [metadata[f"bag_{number}"] for number in range(1, MAX_CHUNKS)] == [""] * (MAX_CHUNKS - 1)


def test_bag_beyond_all_chunks_is_refused():
    with pytest.raises(BagTooLarge):
        metadata_of(many(100, 64))


@pytest.mark.parametrize(
    "bag",
    [
        "",
        "nonsense",
        "{}",
        "7",
        "null",
        '"text"',
        "[[]]",
        '[["A",1]]',
        '[["A","1","2.00"]]',
        '[["A",0,"2.00"]]',
        '[["A",-1,"2.00"]]',
        '[["A",100,"2.00"]]',
        '[["A",1,"NaN"]]',
        '[["A",1,"Infinity"]]',
        '[["A",1,"-2.00"]]',
        '[["A",1,"2.001"]]',
        '[["A",1,"1e9"]]',
        '[["A",1,"x"]]',
        '[["",1,"2.00"]]',
        '[["A\\u0000",1,"2.00"]]',
        '[["A\\ud800",1,"2.00"]]',
        json.dumps([["A" * 65, 1, "2.00"]]),
        '[["A",1,"2.00"],["A",2,"2.00"]]',
        json.dumps([[f"S{n}", 1, "2.00"] for n in range(51)]),
        '[["A",1,"2.00"]',
        "[" * 500,
    ],
)
def test_damaged_bag_counts_as_none_at_all(bag):
    assert items_in({"bag": bag}) == []


def test_deeply_nested_bag_counts_as_none():
    chunks = {f"bag_{number}": "[" * 500 for number in range(1, MAX_CHUNKS)}

    assert items_in({"bag": "[" * 500, **chunks}) == []


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text() | st.integers(), st.lists, max_leaves=9)
)
def test_any_json_in_the_metadata_is_survived(value):
    for item in items_in({"bag": json.dumps(value)}):
        assert item.total >= 0


skus = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", min_size=1, max_size=64)
line = st.tuples(skus, st.integers(1, 99), st.decimals(0, 99_999, places=2).map(str))


@given(st.lists(line, max_size=MAX_LINES, unique_by=lambda row: row[0]))
def test_whatever_was_written_is_read_again(lines):
    metadata = metadata_of(lines)

    assert items_in(metadata) == [QuoteItem(sku, number, Decimal(price)) for sku, number, price in lines]
    assert all(len(value) <= 500 for value in metadata.values())
