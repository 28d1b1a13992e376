"""One death a case: a shopper drives the shop into a failpoint, and the world goes on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from uuid import UUID

from catalogue.models import MovementKind, StockRecord
from catalogue.stock import adjust
from checkout.attempts import close
from checkout.models import CheckoutAttempt, Order
from tests.faults.buyer import Buyer
from tests.faults.healing import WORKER, deliver_all, let_time_pass
from tests.faults.history import History
from tests.faults.shop import PIECES, RunningShop

# A moment longer than a call on its way lives: the double acts while or after its caller dies.
DELAY_S = 0.3
ROUTES = {
    "pi_create_sent": "payment_intents.create",
    "pi_update_sent": "payment_intents.update",
    "expire_cancel_sent": "payment_intents.cancel",
    "refund_sent": "refunds.create",
}


@dataclass
class Case:
    """One failpoint in one shop; `dice` decides all that may go either way."""

    point: str
    shop: RunningShop
    dice: Random
    history: History

    def run(self) -> bool:
        """Play the case; answers whether somebody died at the point."""
        self.shop.stripe.set_delivery("hold")
        SCRIPTS[self.point](self)
        self.history.note("fault", self.point, "died" if self.has_died else "nobody died")
        return self.has_died

    has_died = False

    def buyer(self) -> Buyer:
        """Somebody with something in the bag."""
        buyer = Buyer(f"{self.point} {self.dice.random():.4f}", self.shop, self.history)
        buyer.fill_bag(self.dice.choice(sorted(PIECES)), self.dice.randint(1, 3))
        return buyer

    def kill(self, act: Callable[[], object]) -> None:
        """Do `act` with the failpoint armed; where Stripe is asked, it acts before, while or after that."""
        route = ROUTES.get(self.point)
        when = self.dice.choice(["", "before", "after"]) if route else ""
        if route and when:
            self.shop.stripe.add_fault(route, "delay", seconds=DELAY_S, when=when)
        self.shop.arm(self.point)
        act()
        self.has_died = self.shop.has_died_at(self.point)
        if when:
            time.sleep(DELAY_S)

    def run_worker(self) -> None:
        self.history.worker_deaths += self.shop.run(*WORKER) < 0

    def order(self) -> Order:
        """An order that was bought without any fault."""
        buyer = self.buyer()
        buyer.go_on()
        return Order.objects.get(stripe_pid=buyer.page.intent_id if buyer.page else None)


def page(case: Case) -> None:
    """The shop dies under the checkout page; the shopper reloads, or goes away."""
    buyer = case.buyer()
    case.kill(buyer.try_page)
    if case.dice.random() < 0.7:
        buyer.go_on()


def gate(case: Case) -> None:
    """The shop dies behind the Pay button; the shopper presses it again, reloads, or goes away."""
    buyer = case.buyer()
    buyer.load_page()
    case.kill(buyer.try_gate)
    way = case.dice.choice(["again", "reload", "away"])
    if way == "again" and buyer.gate() and buyer.confirm():
        buyer.finish()
    elif way == "reload":
        buyer.go_on()


def placing(case: Case) -> None:
    """The shop dies while it writes the order, whoever brought the payment; somebody else comes next."""
    ways = ["browser", "webhook", "worker"]
    case.dice.shuffle(ways)
    _pay_and(case, ways)


def awaited(case: Case) -> None:
    """The shop dies while it notes that a bank is at it, whoever said so; then the bank pays, or does not."""
    buyer = case.buyer()
    if buyer.load_page() and buyer.gate():
        buyer.confirm(buyer.browser.bank_account())
    ways = [case.dice.choice(["browser", "webhook", "worker"]) for _turn in range(2)]
    case.kill(_way(case, buyer, ways[0]))
    _way(case, buyer, ways[1])()
    payment = buyer.page.intent_id if buyer.page else ""
    case.shop.stripe.settle(payment, case.dice.choice(["succeed", "fail"]))


def webhook(case: Case) -> None:
    """The shop dies over an event; browser, worker or Stripe comes next."""
    _pay_and(case, ["webhook", case.dice.choice(["browser", "webhook", "worker"])])


def _pay_and(case: Case, ways: list[str]) -> None:
    buyer = case.buyer()
    if buyer.load_page() and buyer.gate():
        buyer.confirm()
    first, second = (_way(case, buyer, name) for name in ways[:2])
    case.kill(first)
    second()


def _way(case: Case, buyer: Buyer, name: str) -> Callable[[], object]:
    def worker() -> None:
        let_time_pass()
        case.run_worker()

    def events() -> None:
        deliver_all(case.shop, case.dice, case.history)

    return {"browser": buyer.try_finish, "webhook": events, "worker": worker}[name]


def mail(case: Case) -> None:
    """The worker dies over a mail."""
    case.order()
    case.kill(case.run_worker)


def expiry(case: Case) -> None:
    """The worker dies while it cancels an abandoned payment; its shopper may come back even now."""
    buyer = case.buyer()
    buyer.load_page()
    buyer.gate()
    let_time_pass()
    case.kill(case.run_worker)
    if case.dice.random() < 0.5 and buyer.confirm():
        buyer.finish()


def reconciling(case: Case) -> None:
    """The worker dies in the middle of the payments that nobody told the shop about."""
    for _number in range(2):
        buyer = case.buyer()
        if buyer.load_page() and buyer.gate():
            buyer.confirm()
    let_time_pass()
    case.kill(case.run_worker)


def refund(case: Case) -> None:
    """The shop dies over a refund; its staff press the button again, or leave it to the worker."""
    order = case.order()
    token = UUID(int=case.dice.getrandbits(128))
    amount = case.dice.choice([order.paid_total, order.paid_total / 2]).quantize(order.paid_total)
    words = ("refund", str(order.pk), str(amount), str(token))
    case.kill(lambda: case.shop.run(*words))
    if case.dice.random() < 0.5:
        case.shop.run(*words)


def unsupplied(case: Case) -> None:
    """The worker dies over a refund that the shop makes by itself, for pieces that were gone when paid."""
    _pay_for_what_is_gone(case)
    let_time_pass()
    case.kill(case.run_worker)


def _pay_for_what_is_gone(case: Case) -> None:
    """Somebody pays, their hold and the last pieces are lost, and only then the shop hears of the payment."""
    buyer = case.buyer()
    if buyer.load_page() and buyer.gate():
        buyer.confirm()
    attempt = CheckoutAttempt.objects.get(stripe_pid=buyer.page.intent_id if buyer.page else None)
    close(attempt.pk)
    lost = dict(StockRecord.objects.values_list("sku", "on_hand"))
    for sku, pieces in lost.items():
        adjust(sku=sku, delta=-pieces, kind=MovementKind.DAMAGE)
    deliver_all(case.shop, case.dice, case.history)
    for sku, pieces in lost.items():
        adjust(sku=sku, delta=pieces, kind=MovementKind.COUNT)


def any_refund(case: Case) -> None:
    """A refund by staff, or one that the shop makes by itself."""
    case.dice.choice([refund, unsupplied])(case)


PLACING = (
    "attempt_locked order_inserted lines_inserted stock_moved outbox_inserted before_commit after_commit"
)
SCRIPTS: dict[str, Callable[[Case], None]] = {
    **dict.fromkeys("attempt_saved pi_create_sent pi_create_returned pi_saved page_rendered".split(), page),
    **dict.fromkeys("hold_taken form_saved pi_update_sent".split(), gate),
    **dict.fromkeys("webhook_verified event_saved before_200".split(), webhook),
    **dict.fromkeys(PLACING.split(), placing),
    **dict.fromkeys("awaited_left_bag awaited_before_commit".split(), awaited),
    **dict.fromkeys("mail_sent mail_marked".split(), mail),
    **dict.fromkeys("refund_saved refund_sent refund_returned".split(), any_refund),
    "unsupplied_asked": unsupplied,
    "expire_cancel_sent": expiry,
    "reconcile_page": reconciling,
}
