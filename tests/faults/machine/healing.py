"""The end of an example: no more faults, Stripe and the worker do their duty, and all is well."""

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from checkout.audit.running import audit
from checkout.reconcile import reconcile
from checkout.refunds.unsupplied import refund_unsupplied
from checkout.sweeping import sweep
from tests.faults.machine.model import Broken

if TYPE_CHECKING:
    from tests.faults.machine.steps import Steps

AN_HOUR = 3600
EVER = int(timedelta(days=400).total_seconds() // AN_HOUR)


def come_to_rest(machine: "Steps") -> None:
    """Let everybody try again until nothing is left to do, then look once more. Raises Broken."""
    world = machine.world
    world.deaths.call_off()
    world.stripe.clear_faults()
    world.stripe.shift_clock(0)
    world.pass_time(2 * AN_HOUR)
    waiting = world.truth.deliveries("held", "failed")
    # Every other event gets through after all; of the rest the reconciler has to know by itself.
    for delivery, event in waiting[:: 1 + len(waiting) % 2]:
        if world.deliver(delivery) != 200:
            raise Broken(f"{event} is refused at the end")
        machine.look()
    for _turn in range(2):
        refund_unsupplied()
        problems = reconcile(hours=EVER).problems
        sweep()
        world.pass_time(AN_HOUR)
        if problems:
            raise Broken(f"the reconciler could not: {problems}")
    machine.look()
    _check_payments(machine)
    _check_money(machine)
    _check_rest(machine)


def _check_payments(machine: "Steps") -> None:
    """I1: succeeded payments and orders are one to one."""
    orders = Counter(order.payment for order in machine.books.orders.values())
    for intent in machine.payments("succeeded"):
        if orders.pop(intent.id, 0) != 1:
            raise Broken(f"{intent} has no order though all is over")
    if orders:
        raise Broken(f"orders of payments that did not succeed: {orders}")


def _check_money(machine: "Steps") -> None:
    """What the books say of money is what Stripe says."""
    left: Counter[str] = Counter()
    for _id, payment, amount, status, _own in machine.world.truth.refunds():
        left[payment] += amount * (status in ("succeeded", "pending"))
    disputed = {row[1]: row[2] for row in machine.world.truth.disputes()}
    for order in machine.books.orders.values():
        if order.refunded != left[order.payment]:
            raise Broken(f"{order}: refunded at Stripe {left[order.payment]}")
        _check_state(order.state, disputed.get(order.payment, ""), order.refunded, order.paid, str(order))


def _check_state(state: str, dispute: str, refunded: int, paid: int, order: str) -> None:
    if dispute == "lost":
        due = {"dispute_lost"}
    elif dispute == "needs_response":
        due = {"disputed"}
    elif refunded == paid:
        due = {"refunded"}
    else:
        due = {"review", "part_refunded" if refunded else "paid"}
    if state not in due:
        raise Broken(f"{order} must be {due}, dispute {dispute!r}")


def _check_rest(machine: "Steps") -> None:
    """Nothing waits any more but what a bank still thinks about, and the audit finds nothing."""
    for attempt in machine.books.attempts.values():
        intent = machine.intents.get(attempt.payment)
        if attempt.state == "open" and (intent is None or intent.status != "processing"):
            raise Broken(f"{attempt} is still open, its payment: {intent}")
        if attempt.state == "awaiting" and intent.status != "processing":
            raise Broken(f"{attempt} still awaits its payment: {intent}")
    for refund in machine.books.refunds.values():
        if refund.state in ("requested", "unknown"):
            raise Broken(f"{refund} has no answer though all is over")
    for result in audit():
        if not result.is_clean:
            raise Broken(f"audit {result.name}: {result.error or result.offenders}")
