"""The only writer of bags: add, change, remove; and what a request may know of its bag."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Sum, UUIDField
from django.http import HttpRequest

from catalogue.money import format_money
from catalogue.offers import Offer, offers_for
from catalogue.statements import Given, Statement
from checkout.bag import texts
from checkout.bag.inputs import BagRefused
from checkout.bag.names import full_name
from checkout.bag.ownership import account_of, claim_bag, remember, session_bag_id, visible_bags
from checkout.bag.stock import held_for
from checkout.models import MAX_LINES, MAX_QUANTITY, Bag, BagLine

NOTED_PIECES = "shop.bag_pieces"


@dataclass(frozen=True)
class BagChange:
    """What was done (`text`), and what else the shopper should know (`notes`)."""

    text: str
    notes: tuple[str, ...] = ()
    removed: BagLine | None = None


@dataclass
class OpenBag:
    """A locked bag while it is being changed: its lines and what is for sale now, by SKU."""

    bag: Bag
    lines: dict[str, BagLine]
    offers: dict[str, Offer]
    notes: list[str] = field(default_factory=list)

    def offer(self, sku: str) -> Offer:
        """What is sold under `sku`. Raises BagRefused: nothing is."""
        if sku not in self.offers:
            raise BagRefused(str(texts.NOT_FOR_SALE))
        return self.offers[sku]

    def line_or_room(self, sku: str) -> BagLine | None:
        """The line of `sku`, if there is one. Raises BagRefused: there is none, and no room for one."""
        line = self.lines.get(sku)
        if line is None and len(self.lines) >= MAX_LINES:
            raise BagRefused(texts.BAG_FULL % {"lines": MAX_LINES})
        return line

    def grant(self, offer: Offer, wanted: int) -> int:
        """The part of `wanted` pieces that can be had; less is noted. Raises BagRefused: none is left."""
        available = offer.free
        if available < wanted:  # what the bag's own checkout holds is not gone
            available += held_for(self.bag.pk).get(offer.sku, 0)
        if available < 1:
            raise BagRefused(texts.SOLD_OUT % {"name": full_name(offer)})
        granted = min(wanted, available, MAX_QUANTITY)
        if granted < wanted:
            reason = texts.ALL_WE_HAVE if granted == available else texts.AT_MOST
            self.notes.append(reason % {"quantity": granted})
        return granted


def bag_count(request: HttpRequest) -> int:
    """Pieces in the bag that this request may see; one query at most, and nothing is ever made."""
    if account_of(request) is None and session_bag_id(request) is None:
        return note_pieces(request, 0)
    pieces = visible_bags(request).annotate(pieces=Sum("lines__quantity")).values_list("pieces", flat=True)
    return note_pieces(request, pieces.first() or 0)


def note_pieces(request: HttpRequest, pieces: int) -> int:
    """Write `pieces` down beside the request, for the cookie that tells cached pages of it."""
    request.META[NOTED_PIECES] = pieces
    return pieces


def current_bag(request: HttpRequest) -> Bag | None:
    """The bag that this request may see; None without one. Reads only: GET never changes a bag."""
    return visible_bags(request).first()


def add(request: HttpRequest, sku: str, quantity: int) -> BagChange:
    """Put `quantity` more pieces in. Raises BagRefused: not for sale, sold out, or 50 lines already."""
    with _open_bag(request, sku) as opened:
        offer = opened.offer(sku)
        line = opened.line_or_room(sku)
        granted = opened.grant(offer, quantity + (line.quantity if line else 0))
        _write_line(opened.bag, offer, granted)
    return BagChange(texts.ADDED % {"name": full_name(offer)}, tuple(opened.notes))


def set_quantity(request: HttpRequest, sku: str, quantity: int) -> BagChange:
    """Make a line `quantity` pieces. Raises BagRefused: not in the bag, not for sale, or sold out."""
    with _open_bag(request, sku) as opened:
        offer = opened.offer(sku)
        if sku not in opened.lines:
            raise BagRefused(str(texts.NOT_IN_BAG))
        granted = opened.grant(offer, quantity)
        _write_line(opened.bag, offer, granted)
    text = texts.CHANGED % {"name": full_name(offer), "quantity": granted}
    return BagChange(text, tuple(opened.notes))


def have_at_least(request: HttpRequest, sku: str, quantity: int) -> int:
    """See to it that `quantity` pieces are in the bag, where they can be had; answers how many are."""
    try:
        with _open_bag(request, sku) as opened:
            offer = opened.offer(sku)
            line = opened.line_or_room(sku)
            granted = opened.grant(offer, max(quantity, line.quantity if line else 0))
            _write_line(opened.bag, offer, granted)
    except BagRefused:
        return 0
    return min(granted, quantity)


def remove(request: HttpRequest, sku: str) -> BagChange:
    """Take a line out; one that is out already is no error, for a second click must not be one."""
    with _open_bag(request, sku) as opened:
        line = opened.lines.get(sku)
        opened.bag.lines.filter(sku=sku).delete()
    if line is None:
        return BagChange("", tuple(opened.notes))
    return BagChange(texts.REMOVED % {"name": line.seen_name}, tuple(opened.notes), removed=line)


def merge_on_login(request: HttpRequest) -> str:
    """Make the session's bag the account's own, once; answers a note about it (empty: nothing to say)."""
    bag_id = session_bag_id(request)
    if bag_id is None:
        return ""
    with transaction.atomic():
        claim = claim_bag(account_of(request), bag_id)
    remember(request, claim.bag)
    return claim.note


_LINES = Statement(
    lambda: BagLine.objects.filter(bag=Given("bag", UUIDField())).select_for_update().order_by("pk")
)


@contextmanager
def _open_bag(request: HttpRequest, sku: str) -> Iterator[OpenBag]:
    """The request's bag, locked and brought up to date; the session learns of it when all went well."""
    with transaction.atomic():
        claim = claim_bag(account_of(request), session_bag_id(request))
        # Locked as well: an order that is being placed takes its pieces out without waiting for the bag.
        lines = {line.sku: line for line in _LINES.rows(bag=claim.bag.pk)}
        opened = OpenBag(claim.bag, lines, offers_for({*lines, sku}, with_pictures=False))
        if claim.note:
            opened.notes.append(claim.note)
        _bring_up_to_date(opened)
        yield opened
        claim.bag.save(update_fields=["updated_at"])
    remember(request, claim.bag)


def _bring_up_to_date(opened: OpenBag) -> None:
    """Drop what is gone and take over new prices, with a note for each: a GET may only show them."""
    gone = [line for sku, line in opened.lines.items() if sku not in opened.offers]
    for line in gone:
        opened.notes.append(texts.GONE % {"name": line.seen_name})
        del opened.lines[line.sku]
    BagLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    changed = [line for sku, line in opened.lines.items() if line.seen_price != opened.offers[sku].unit_price]
    for line in changed:
        offer = opened.offers[line.sku]
        opened.notes.append(price_note(full_name(offer), line, offer))
        line.seen_price = offer.unit_price
    BagLine.objects.bulk_update(changed, ["seen_price"])


def price_note(name: str, line: BagLine, offer: Offer) -> str:
    """The sentence about a price that is not what the shopper last saw."""
    old, new = format_money(line.seen_price), format_money(offer.unit_price)
    return texts.PRICE_CHANGED % {"name": name, "old": old, "new": new}


def _write_line(bag: Bag, offer: Offer, quantity: int) -> None:
    line = BagLine(
        bag=bag,
        sku=offer.sku,
        quantity=quantity,
        seen_price=offer.unit_price,
        seen_name=full_name(offer),
    )
    BagLine.objects.bulk_create(
        [line],
        update_conflicts=True,
        unique_fields=["bag", "sku"],
        update_fields=["quantity", "seen_price", "seen_name"],
    )
