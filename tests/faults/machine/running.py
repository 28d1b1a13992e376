"""Steps of time, of the worker, and of everything that goes wrong."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from checkout.reconcile import reconcile
from checkout.sweeping import sweep
from tests.faults.machine.steps import Steps

MINUTES = (1, 6, 31, 95, 25 * 60)
FAULTS = ("error", "drop_before", "drop_after", "rate_limit", "bad_json")
RECENT_S = 3 * 3600


class Running(Steps):
    """The world around the shop."""

    @rule(minutes=st.sampled_from(MINUTES))
    @precondition(lambda self: self.is_quiet and self.intents)
    def time_passes(self, minutes: int) -> None:
        self.do(lambda: self.world.pass_time(minutes * 60))

    @rule()
    @precondition(lambda self: self.is_quiet and self.intents)
    def reconcile(self) -> None:
        findings = self.do(reconcile)
        self.look()
        self.must(findings and not findings.problems, f"{findings}")  # type: ignore[union-attr]

    @rule()
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

    @rule()
    @precondition(lambda self: any(product.scheduled for product in self.world.shelf.products))
    def publish_scheduled(self) -> None:
        self.do(self.world.shelf.publish_due)

    # What goes wrong

    @rule(skip=st.integers(0, 9))
    @precondition(lambda self: self.world.deaths.skip is None and self.books.attempts)
    def a_death_awaits(self, skip: int) -> None:
        """The shop dies at the failpoint that it passes after `skip` others."""
        self.do(lambda: self.world.deaths.order(skip))

    @rule(kind=st.sampled_from(FAULTS), skip=st.integers(0, 2))
    @precondition(lambda self: not self.world.stripe.faults())
    def a_fault_awaits(self, kind: str, skip: int) -> None:
        """Stripe fails the shop's next call but `skip`."""
        self.do(lambda: self.world.stripe.add_fault("* /v1/**", kind, skip=skip, who="secret"))

    @rule(seconds=st.sampled_from([-86400, -301, 299, 400]))
    @precondition(lambda self: self.is_quiet and not self.skew and self.intents)
    def clock_goes_wrong(self, seconds: int) -> None:
        """Ours against Stripe's."""
        self._set_skew(seconds)

    @rule()
    @precondition(lambda self: self.skew)
    def clock_is_set_right(self) -> None:
        self._set_skew(0)

    def _set_skew(self, seconds: int) -> None:
        self.skew = seconds
        self.do(lambda: self.world.stripe.shift_clock(seconds))

    @rule()
    @precondition(lambda self: self.is_quiet and self.books.refunds)
    def keys_expire(self) -> None:
        """A day later Stripe has forgotten the idempotency keys."""
        self.do(lambda: self.world.pass_time(25 * 3600))
        self.world.stripe.expire_idempotency_keys()
