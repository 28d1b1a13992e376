"""Bags that many fill, merge and pay for at once: no piece is lost, none comes back."""

from collections import Counter
from itertools import count

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from checkout.bag.services import add, merge_on_login
from checkout.models import Bag, CheckoutAttempt, Order
from checkout.tests.bags import pieces, request_of, session_with
from tests.faults.bare_shop import SKUS
from tests.faults.races.race import Race, by_browser, make_user

PLENTY = dict.fromkeys(SKUS, 9000)


def first_adds(race: Race) -> None:
    """An account without a bag, on as many devices: one bag, and everything is in it."""
    race.shop.empty(PLENTY)
    user = make_user("ida")

    race.rush(lambda number: add(request_of(user), SKUS[number % 2], 1))

    race.expect("bags", Bag.objects.count(), 1)
    half = race.width // 2
    race.expect("the bag", pieces(request_of(user)), {SKUS[0]: half, SKUS[1]: half})


def bag_adds(race: Race) -> None:
    """A guest's bag in many tabs: every add is there."""
    race.shop.empty(PLENTY)
    first = request_of()
    add(first, SKUS[0], 1)
    skus = race.dice.sample(SKUS, 4)

    race.rush(lambda number: add(same_browser(first), skus[number % 4], 1))

    expected = Counter(skus[number % 4] for number in range(race.width)) + Counter([SKUS[0]])
    race.expect("the bag", pieces(first), dict(expected))


def same_browser(request: HttpRequest) -> HttpRequest:
    """Another request of the browser behind `request`."""
    return request_of(session=session_with(request.session["bag_id"]))


def bag_merge(race: Race) -> None:
    """Guests log in to one account, by several clicks each, while its devices add: all is there, once."""
    race.shop.empty(PLENTY)
    user = make_user("ida")
    add(request_of(user), SKUS[0], 2)
    guests = [request_of() for _number in range(8)]
    for guest in guests:
        add(guest, SKUS[0], 1)
        add(guest, SKUS[1], 3)

    def act(number: int) -> object:
        if number % 4 == 3:
            return add(request_of(user), SKUS[2], 1)
        return merge_on_login(request_of(user, session_with(guests[number % 8].session["bag_id"])))

    race.rush(act)

    merging = [number % 8 for number in range(race.width) if number % 4 != 3]
    merged = len(set(merging))
    # Two of the guests never log in: their bags stay their own.
    expected = {SKUS[0]: 2 + merged, SKUS[1]: 3 * merged, SKUS[2]: race.width // 4}
    race.expect("the account's bag", pieces(request_of(user)), expected)
    race.expect("bags", Bag.objects.count(), 1 + 8 - merged)


def bag_while_placing(race: Race) -> None:
    """The order is placed while its shopper goes on adding: what was paid is out, what was added is in."""
    race.shop.empty(PLENTY)
    skus = race.dice.sample(SKUS, 4)
    attempt = race.paid({sku: race.dice.randint(1, 9) for sku in skus})
    session = SessionStore()
    session["bag_id"] = str(attempt.bag_id)
    added = Counter(skus[number % 4] for number in range(race.width) if number % 8)

    def act(number: int) -> object:
        if number % 8 == 0:
            return by_browser(attempt) if number % 16 else race.by_webhook(attempt)
        return add(request_of(session=session_with(str(attempt.bag_id))), skus[number % 4], 1)

    race.rush(act)

    race.expect("orders", Order.objects.count(), 1)
    race.expect("the bag", pieces(request_of(session=session)), dict(added))


def merge_while_placing(race: Race) -> None:
    """Shoppers log in while their order is placed: the account's older pieces stay, and nothing else."""
    race.shop.empty(PLENTY)
    numbers = count()
    accounts = race.many(race.width // 4, lambda: _Account(race, next(numbers)))

    def act(number: int) -> object:
        account = accounts[number // 4]
        ways = (account.log_in, account.log_in, account.place, account.place_by_webhook)
        return ways[number % 4]()

    race.rush(act)

    race.expect("orders", Order.objects.count(), len(accounts))
    for account in accounts:
        race.expect("an account's bag", pieces(request_of(account.user)), account.older)
    race.expect("bags", Bag.objects.count(), len(accounts))


class _Account:
    """Somebody whose account has an older bag, and who has paid for another one as a guest."""

    def __init__(self, race: Race, number: int) -> None:
        self.race = race
        self.user = make_user(f"ida-{number}")
        self.older = dict.fromkeys(SKUS[:4], 1 + number % 3)
        order = sorted(SKUS[:4], reverse=bool(number % 2))  # every second bag the other way round
        for sku in order:
            add(request_of(self.user), sku, self.older[sku])
        self.attempt: CheckoutAttempt = race.paid(dict.fromkeys(SKUS[:4], 2))

    def log_in(self) -> str:
        return merge_on_login(request_of(self.user, session_with(str(self.attempt.bag_id))))

    def place(self) -> Order:
        return by_browser(self.attempt)

    def place_by_webhook(self) -> object:
        return self.race.by_webhook(self.attempt)
