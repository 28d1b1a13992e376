"""A few past orders, placed the way every order is: a bag, the gate, a payment, `place_order`."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils import timezone

from catalogue.offers import offers_for
from checkout import gateway
from checkout.attempts import payable, secret_for
from checkout.bag.contents import bag_contents
from checkout.bag.names import full_name
from checkout.gate import Pass, pass_gate
from checkout.models import Bag, BagLine, CheckoutAttempt, Order, OrderEvent, OutgoingMail
from checkout.orders.placing import place_order
from config.demo_seed.opinions import OPINIONS
from config.demo_seed.progress import Progress
from config.demo_seed.shoppers import SHOPPERS, Shopper
from profiles.models import User

STRIPE_TIMEOUT_S = 10
PAYMENT_METHOD = "pm_card_visa"


@dataclass(frozen=True)
class PastOrder:
    """Who bought what, how long ago; `username` is empty for a guest, `pieces` are counts by SKU."""

    days_ago: int
    username: str
    details: Mapping[str, str]
    pieces: Mapping[str, int]


def _details(name: str, email: str, street: str, town: str, postcode: str, country: str) -> dict[str, str]:
    return {
        "full_name": name,
        "email": email,
        "phone_number": "",
        "street_address1": street,
        "street_address2": "",
        "town_or_city": town,
        "county": "",
        "postcode": postcode,
        "country": country,
    }


def _order_of(shopper: Shopper) -> PastOrder:
    """What `shopper` has an opinion on, bought in time for it."""
    opinions = [opinion for opinion in OPINIONS if opinion.username == shopper.username]
    return PastOrder(
        max(opinion.days_ago for opinion in opinions) + 9,
        shopper.username,
        _details(
            shopper.name, shopper.email, shopper.street, shopper.town, shopper.postcode, shopper.country
        ),
        {opinion.sku: 1 for opinion in opinions},
    )


ADA = _details("Ada Lovelace", "ada@example.com", "12 St James’s Square", "London", "SW1Y 4JH", "GB")
NOOR = _details("Noor de Wit", "noor@example.com", "Oudegracht 88", "Utrecht", "3511 AV", "NL")

PAST_ORDERS = (
    PastOrder(47, "ada", ADA, {"MOT-SUNHEAD-A3-OAK": 1, "MOT-CARDS-CORNERS-8": 2}),
    PastOrder(19, "ada", ADA, {"MOT-MUG-TAILWIND": 2}),
    PastOrder(11, "", NOOR, {"MOT-TEE-DISORDER-M": 1, "MOT-TEE-RIDGE-LINES-S": 1}),
    PastOrder(4, "ada", ADA, {"MOT-TAILWIND-A3": 1, "MOT-HOUSE-RULES-A4": 1}),
    *map(_order_of, SHOPPERS),
)


def add_orders(progress: Progress) -> None:
    """Place the past orders that are not there yet; speaks to the running Stripe double."""
    missing = list(_missing())
    if missing:
        progress.say("Placing a few past orders")
    for done, past in enumerate(missing, 1):
        order = _place(past)
        if order:
            _date_back(order, past.days_ago)
        progress(done, len(missing), past.details["full_name"])


def _missing() -> Iterator[PastOrder]:
    """The past orders of everybody who has fewer than there should be."""
    there = Counter(Order.objects.values_list("email", flat=True))
    for past in PAST_ORDERS:
        email = past.details["email"]
        if not there[email]:
            yield past
        else:
            there[email] -= 1


def _place(past: PastOrder) -> Order | None:
    """The order; None in a demo of long standing that has sold out of its pieces."""
    user = User.objects.filter(username=past.username).first()
    bag = _bag_with(past.pieces, user)
    contents = bag_contents(bag)
    if not contents.is_ready:
        return None
    quote = contents.quote
    attempt, payment = payable(bag, user, quote)
    secret = secret_for(attempt, payment)
    passed = pass_gate(
        attempt, past.details, save_info=bool(user), amount_shown=quote.amount_minor, client_secret=secret
    )
    return place_order(attempt.pk, gateway.retrieve(_pay(passed)))


def _bag_with(pieces: Mapping[str, int], user: User | None) -> Bag:
    bag = Bag.objects.get_or_create(user=user)[0] if user else Bag.objects.create()
    bag.lines.all().delete()
    for sku, offer in offers_for(pieces).items():
        BagLine.objects.create(
            bag=bag,
            sku=sku,
            quantity=pieces[sku],
            seen_price=offer.unit_price,
            seen_name=full_name(offer),
        )
    return bag


def _pay(passed: Pass) -> str:
    """Confirm the payment as the shopper's browser does; answers its id."""
    payment_id = passed.client_secret.partition("_secret_")[0]
    form = {
        "client_secret": passed.client_secret,
        "payment_method": PAYMENT_METHOD,
        "return_url": f"{settings.SITE_URL}/checkout/return/",
    }
    request = Request(  # noqa: S310  (the double's address, from our settings)
        f"{settings.STRIPE_API_BASE}/v1/payment_intents/{payment_id}/confirm",
        urlencode(form).encode(),
        {"Authorization": f"Bearer {settings.STRIPE_PUBLIC_KEY}"},
    )
    with urlopen(request, timeout=STRIPE_TIMEOUT_S) as answer:  # noqa: S310
        return str(json.load(answer)["id"])


def _date_back(order: Order, days: int) -> None:
    """Make the order look its age; its mail counts as sent."""
    placed = timezone.now() - timedelta(days=days)
    Order.objects.filter(pk=order.pk).update(date=placed)
    begun = placed - timedelta(minutes=4)
    CheckoutAttempt.objects.filter(pk=order.attempt_id).update(created_at=begun, updated_at=placed)
    OrderEvent.objects.filter(order=order).update(created_at=placed)
    OutgoingMail.objects.filter(order=order).update(sent_at=placed)
