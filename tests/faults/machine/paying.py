"""Steps of shoppers and banks at Stripe, and of what Stripe tells the shop, in any order."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from stripe_double.errors import ApiError
from tests.faults.machine.steps import PICK, Steps
from tests.faults.machine.story import step
from tests.faults.machine.world import Tab

IBAN = {"type": "sepa_debit", "sepa_debit": {"iban": "DE89370400440532013000"}}
BILLING = {"billing_details": {"name": "Ida Lindqvist", "email": "ida@example.org"}}
WAYS = {
    "visa": "pm_card_visa",
    "declined": "pm_card_chargeDeclined",
    "asks the bank": "pm_card_threeDSecure2Required",
    "refunds wait": "pm_card_pendingRefund",
    "takes days": "",
}
UNDECIDED = ("requires_payment_method", "requires_confirmation", "requires_action")


class Paying(Steps):
    """The payment's own life."""

    @step(which=PICK, way=st.sampled_from([*WAYS]))
    @precondition(lambda self: self.ready_tabs())
    def confirm(self, which: int, way: str) -> None:
        self._confirm(which, way)

    @step(which=PICK)
    @precondition(lambda self: self.ready_tabs())
    def confirm_by_card(self, which: int) -> None:
        self._confirm(which, "visa")

    def ready_tabs(self) -> list[Tab]:
        """Tabs that have passed the gate, perhaps long ago, and may let Stripe charge."""
        open_ones = {intent.id for intent in self.payments(*UNDECIDED)}
        return [tab for _who, tab in self.tabs() if tab.has_passed and tab.payment in open_ones]

    def _confirm(self, which: int, way: str) -> None:
        tab = self.pick(which, self.ready_tabs())
        method = {"payment_method": WAYS[way]} if WAYS[way] else {"payment_method_data": {**IBAN, **BILLING}}
        self.do(lambda: self.world.stripe.pay(tab.payment, **method), allowed=(ApiError,))  # type: ignore[arg-type]

    @step(which=PICK, says_yes=st.booleans())
    @precondition(lambda self: self.payments("requires_action"))
    def bank_answers(self, which: int, says_yes: bool) -> None:
        intent = self.pick(which, self.payments("requires_action"))
        stripe = self.world.stripe
        answer = stripe.authorize if says_yes else stripe.fail_authorization
        self.do(lambda: answer(intent.id))

    @step(which=PICK, outcome=st.sampled_from(["succeed", "fail"]))
    @precondition(lambda self: self.payments("processing"))
    def money_arrives_or_not(self, which: int, outcome: str) -> None:
        intent = self.pick(which, self.payments("processing"))
        self.do(lambda: self.world.stripe.settle(intent.id, outcome))

    @step(which=PICK)
    @precondition(lambda self: self.is_quiet and self.intents)
    def cancel_at_stripe(self, which: int) -> None:
        intent = self.pick(which, list(self.intents.values()))
        self.do(lambda: self.world.stripe.cancel(intent.id), allowed=(ApiError,))

    # Events

    @step(which=st.integers(0, 99))
    @precondition(lambda self: self.world.truth.deliveries("held", "failed"))
    def deliver(self, which: int) -> None:
        self._deliver(which, "held", "failed")

    @step(which=st.integers(0, 99))
    @precondition(lambda self: self.world.truth.deliveries("delivered"))
    def deliver_again(self, which: int) -> None:
        self._deliver(which, "delivered")

    @step(which=st.integers(0, 99))
    @precondition(lambda self: self.world.truth.deliveries("held"))
    def lose_event(self, which: int) -> None:
        delivery, _event = self.pick(which, self.world.truth.deliveries("held"))
        self.do(lambda: self.world.truth.lose(delivery))

    def _deliver(self, which: int, *statuses: str) -> None:
        delivery, event = self.pick(which, self.world.truth.deliveries(*statuses))
        before = self.books
        status = self.do(lambda: self.world.deliver(delivery))
        self.is_disturbed = self.is_disturbed or status is None
        self.look()
        if self.is_clock_wrong:
            self.must((status, before) == (400, self.books), f"a wrong clock was answered {status}")
            return
        self.must(status == 200, f"{event} was answered {status}")
        self.must(self.books.events.get(event) in ("done", "ignored"), f"{event} is not done")
        kind, payment = self.world.truth.event(event)
        if kind == "payment_intent.succeeded":
            self.must(self.has_order(payment), f"{payment} was told of and has no order")

    def has_order(self, payment: str) -> bool:
        return any(order.payment == payment for order in self.books.orders.values())

    # The dashboard, and banks long after

    @step(which=PICK, share=st.sampled_from([1, 2, 3]))
    @precondition(lambda self: self.payments("succeeded"))
    def refund_at_stripe(self, which: int, share: int) -> None:
        intent = self.pick(which, self.payments("succeeded"))
        amount = max(1, intent.received // share)
        self.do(lambda: self.world.stripe.refund(intent.id, amount), allowed=(ApiError,))

    @step(which=PICK, comes_back=st.booleans())
    @precondition(lambda self: any(row[3] == "pending" for row in self.world.truth.refunds()))
    def refund_settles(self, which: int, comes_back: bool) -> None:
        refund = self.pick(which, [row[0] for row in self.world.truth.refunds() if row[3] == "pending"])
        stripe = self.world.stripe
        self.do(lambda: (stripe.fail_refund if comes_back else stripe.settle_refund)(refund))

    @step(which=PICK)
    @precondition(lambda self: any(row[3] == "succeeded" for row in self.world.truth.refunds()))
    def refund_comes_back(self, which: int) -> None:
        refund = self.pick(which, [row[0] for row in self.world.truth.refunds() if row[3] == "succeeded"])
        self.do(lambda: self.world.stripe.fail_refund(refund))

    @step(which=PICK)
    @precondition(lambda self: self.payments("succeeded"))
    def dispute(self, which: int) -> None:
        intent = self.pick(which, self.payments("succeeded"))
        has_one = any(row[1] == intent.id for row in self.world.truth.disputes())
        self.do(lambda: None if has_one else self.world.stripe.open_dispute(intent.id))

    @step(which=PICK, outcome=st.sampled_from(["won", "lost", "warning_closed"]))
    @precondition(lambda self: any(row[2] == "needs_response" for row in self.world.truth.disputes()))
    def dispute_ends(self, which: int, outcome: str) -> None:
        open_ones = [row[0] for row in self.world.truth.disputes() if row[2] == "needs_response"]
        dispute = self.pick(which, open_ones)
        self.do(lambda: self.world.stripe.close_dispute(dispute, outcome))
