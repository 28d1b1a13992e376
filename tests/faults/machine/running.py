"""Steps of time, of the worker, and of everything that goes wrong."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from checkout.reconcile import reconcile
from checkout.refunds.unsupplied import refund_unsupplied
from checkout.sweeping import sweep
from tests.faults.machine.steps import Steps
from tests.faults.machine.story import step

MINUTES = (1, 6, 31, 95, 25 * 60)
FAULTS = ("error", "drop_before", "drop_after", "rate_limit", "bad_json")
SELDOM = (
    "pi_update_sent",
    "expire_cancel_sent",
    "stock_moved",
    "order_inserted",
    "lines_inserted",
    "outbox_inserted",
    "before_commit",
    "after_commit",
    "before_200",
    "refund_saved",
    "refund_sent",
    "refund_returned",
    "unsupplied_asked",
    "reconcile_page",
)


class Running(Steps):
    """The world around the shop."""

    @step(minutes=st.sampled_from(MINUTES))
    @precondition(lambda self: self.is_quiet and self.intents)
    def time_passes(self, minutes: int) -> None:
        self.do(lambda: self.world.pass_time(minutes * 60))

    @step()
    @precondition(lambda self: self.is_quiet and self.intents)
    def reconcile(self) -> None:
        findings = self.do(reconcile)
        self.look()
        self.must(findings and not findings.problems, f"{findings}")  # type: ignore[union-attr]

    @step()
    @precondition(
        lambda self: any(each.is_due and each.state == "open" for each in self.books.attempts.values())
    )
    def sweep(self) -> None:
        due = [each for each in self.books.attempts.values() if each.is_due and each.state == "open"]
        self.do(sweep)
        self.look()
        for attempt in due:
            status = self.intents[attempt.payment].status if attempt.payment else "canceled"
            is_over = self.books.attempts[attempt.id].state != "open"
            self.must(is_over or status == "processing", f"swept, and {attempt} is open, payment {status}")

    @step()
    @precondition(lambda self: any(order.state == "review" for order in self.books.orders.values()))
    def refund_unsupplied(self) -> None:
        self.do(refund_unsupplied)

    @step()
    @precondition(lambda self: any(product.scheduled for product in self.world.shelf.products))
    def publish_scheduled(self) -> None:
        self.do(self.world.shelf.publish_due)

    # What goes wrong

    @step(skip=st.integers(0, 9))
    @precondition(lambda self: self.world.deaths.skip is None and self.books.attempts)
    def a_death_awaits(self, skip: int) -> None:
        """The shop dies at the failpoint that it passes after `skip` others."""
        self.do(lambda: self.world.deaths.order(skip))

    @step(point=st.sampled_from(SELDOM))
    @precondition(lambda self: not self.world.deaths.at and self.books.attempts)
    def a_death_awaits_at(self, point: str) -> None:
        """The shop dies where it seldom comes, whatever it passes before."""
        self.do(lambda: self.world.deaths.order_at(point))

    @step(kind=st.sampled_from(FAULTS), skip=st.integers(0, 2))
    @precondition(lambda self: not self.world.stripe.faults())
    def a_fault_awaits(self, kind: str, skip: int) -> None:
        """Stripe fails the shop's next call but `skip`."""
        self.do(lambda: self.world.stripe.add_fault("* /v1/**", kind, skip=skip, who="secret"))

    @step(seconds=st.sampled_from([-86400, -301, 299, 400]))
    @precondition(lambda self: self.is_quiet and not self.skew and self.intents)
    def clock_goes_wrong(self, seconds: int) -> None:
        """Ours against Stripe's."""
        self._set_skew(seconds)

    @step()
    @precondition(lambda self: self.skew)
    def clock_is_set_right(self) -> None:
        self._set_skew(0)

    def _set_skew(self, seconds: int) -> None:
        self.skew = seconds
        self.do(lambda: self.world.stripe.shift_clock(seconds))

    @step()
    @precondition(lambda self: self.is_quiet and self.books.refunds)
    def keys_expire(self) -> None:
        """A day later Stripe has forgotten the idempotency keys."""
        self.do(lambda: self.world.pass_time(25 * 3600))
        self.world.stripe.expire_idempotency_keys()
