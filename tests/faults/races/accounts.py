"""Many orders of one account at the same moment: numbers of their own, one profile, no details mixed."""

import re
from itertools import count
from typing import Any

from checkout.models import CheckoutAttempt, Order
from profiles.models import UserProfile
from profiles.services import DELIVERY_FIELDS
from tests.faults.races.race import Race, by_browser, make_user

NUMBER = re.compile(r"MO(-[0-9A-HJKMNP-TV-Z]{4}){4}")


def account_orders(race: Race) -> None:
    """Each order asks to save its own details: the profile has exactly those of one of them."""
    race.begin(TW_0=race.width)
    user, numbers = make_user("ida"), count(10000)

    def pay() -> CheckoutAttempt:
        mark = str(next(numbers))
        details: dict[str, Any] = {"full_name": f"Ida {mark}", "town_or_city": mark, "postcode": mark}
        return race.paid({"TW-0": 1}, user=user, save_info=True, **details)

    attempts = race.many(race.width, pay)

    race.rush(lambda number: (by_browser if number % 2 else race.by_webhook)(attempts[number]))

    orders = list(Order.objects.filter(user_profile__user=user))
    race.expect("orders of the account", len(orders), race.width)
    race.expect("numbers", len({order.order_number for order in orders}), race.width)
    race.expect("numbers as they should be", all(NUMBER.fullmatch(str(order)) for order in orders), True)
    race.expect("profiles", UserProfile.objects.filter(user=user).count(), 1)
    kept = [str(getattr(orders[0].user_profile, f"default_{name}")) for name in DELIVERY_FIELDS]
    ordered = [[str(getattr(order, name)) for name in DELIVERY_FIELDS] for order in orders]
    race.expect("the profile is that of one order", ordered.count(kept), 1)
