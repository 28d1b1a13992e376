"""Runs the shop's commands in processes of their own, without starting Python anew for each.

Reads one JSON list a line, such as ["shop_worker", "--once"], forks, runs the command in the child and
answers the child's exit status: 0 for done, -9 for killed.
"""

import json
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.template.loader import get_template  # noqa: E402

from checkout.orders.drawing import order_drawing_png  # noqa: E402
from checkout.refunds.services import refund_order  # noqa: E402


def refund(order_id: str, amount: str, token: str) -> None:
    refund_order(order_id=int(order_id), amount=Decimal(amount), token=UUID(token), user=None)


ACTS: dict[str, Callable[..., object]] = {"refund": refund}


def run(name: str, *words: str) -> int:
    """The exit status of one command in a child of ours; negative: the signal that ended it."""
    child = os.fork()
    if child == 0:
        _end_with(name, *words)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _end_with(name: str, *words: str) -> None:
    status = 1
    try:
        act = ACTS.get(name)
        if act:
            act(*words)
        else:
            call_command(name, *words, stdout=sys.stderr)
        status = 0
    except BaseException as error:
        sys.stderr.write(f"{name}: {error!r}\n")
        sys.stderr.flush()
    finally:
        os._exit(status)


def warm_up() -> None:
    """Load what every child would load again: templates, fonts, the drawing."""
    for name in ("confirmation.txt", "confirmation.html", "refund.txt", "refund.html"):
        get_template(f"checkout/email/{name}")
    order_drawing_png("MO")


if __name__ == "__main__":
    warm_up()
    for line in sys.stdin:
        sys.stdout.write(f"{run(*json.loads(line))}\n")
        sys.stdout.flush()
