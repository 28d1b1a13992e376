"""Steps of shoppers: the bag, the checkout page, the gate, and coming back from the payment."""

import json
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition

from checkout import gate_views, session, views
from checkout.attempts import AlreadyPaid, PaymentPending, payable, secret_for
from checkout.bag import services as bags
from checkout.bag.contents import bag_contents
from checkout.bag.inputs import BagRefused
from tests.faults.machine.model import MAX_PIECES
from tests.faults.machine.steps import PICK, PIECES, Steps
from tests.faults.machine.story import step
from tests.faults.machine.world import PIECES as STOCKED
from tests.faults.machine.world import Shopper, Tab
from tests.scenarios.shopper import ADDRESS

SKUS = tuple(STOCKED)
SKU = st.sampled_from(SKUS)
MOST_TABS = 2


class Shopping(Steps):
    """Three shoppers, one of them with an account, who do things in any order."""

    @initialize()
    def come_in(self) -> None:
        """Nobody comes to look at an empty bag."""
        for shopper, sku in zip(self.world.shoppers, ("TW-A4", "TW-A4", "RB-A3"), strict=True):
            self._fill(shopper, sku, 1, lambda: bags.add(shopper.request(), sku, 1))  # noqa: B023
            self.look()

    @step(who=PICK, sku=SKU, pieces=PIECES, how=st.sampled_from(["add", "add", "set", "remove"]))
    def change_bag(self, who: int, sku: str, pieces: int, how: str) -> None:
        shopper = self.shopper(who)
        lines = self.model.bags.get(shopper.bag, {})
        if how == "add":
            more = lambda: bags.add(shopper.request(), sku, pieces)  # noqa: E731
            self._fill(shopper, sku, lines.get(sku, 0) + pieces, more)
            return
        sku = sku if sku in lines or not lines else next(iter(lines))
        if how == "set":
            wanted = pieces if sku in lines else 0
            self._fill(shopper, sku, wanted, lambda: bags.set_quantity(shopper.request(), sku, pieces))
            return
        self.do(lambda: bags.remove(shopper.request(), sku))
        self.model.put(shopper.bag, sku, 0, self.price_of)

    def _fill(self, shopper: Shopper, sku: str, wanted: int, act: object) -> None:
        """A line grows to what can be had; a refusal leaves all as it is."""
        can_have = min(wanted, self.available(sku, shopper.bag), MAX_PIECES) if sku in self.price_of else 0
        answer = self.do(act, allowed=(BagRefused,))  # type: ignore[arg-type]
        self.must((can_have < 1) == isinstance(answer, BagRefused), f"{can_have} of {sku}: {answer}")
        if not isinstance(answer, BagRefused):
            self.model.put(shopper.bag, sku, can_have, self.price_of)

    @step(who=PICK)
    @precondition(lambda self: any(self.model.bags.values()))
    def open_checkout(self, who: int) -> None:
        full = [shopper for shopper in self.world.shoppers if self.model.bags.get(shopper.bag)]
        shopper = self.pick(who, full)
        answer = self.do(lambda: self._load(shopper), allowed=(AlreadyPaid, PaymentPending))
        if isinstance(answer, PaymentPending):
            waiting = {intent.attempt for intent in self.payments("processing", "succeeded")}
            own = {attempt for attempt, bag in self.model.bag_of.items() if bag == shopper.bag}
            self.must(own & waiting, "a checkout is refused as pending, and none of its payments is")
        if isinstance(answer, Tab):
            total = self.model.total(shopper.bag, self.price_of)
            self.must(answer.amount == total, f"the page shows {answer.amount}, the bag costs {total}")
            shopper.tabs = [*shopper.tabs, answer][-MOST_TABS:]

    def _load(self, shopper: Shopper) -> Tab | None:
        """What the checkout page does, but for its looks; None where it sends back to the bag."""
        request = shopper.request()
        bag = bags.current_bag(request)
        contents = bag_contents(bag)
        if bag is None or views._why_not(contents):
            return None
        attempt, payment = payable(bag, session.shopper(request), contents.quote)
        session.remember(request, attempt)
        return Tab(attempt.pk.hex, secret_for(attempt, payment), contents.quote.amount_minor)

    @step(which=PICK)
    @precondition(lambda self: self.tabs())
    def pass_gate(self, which: int) -> None:
        self._gate(*self.pick(which, self.tabs()))

    @step()
    @precondition(lambda self: any(not tab.has_passed for _who, tab in self.tabs()))
    def pass_gate_for_the_first_time(self) -> None:
        self._gate(*next(each for each in self.tabs() if not each[1].has_passed))

    def _gate(self, shopper: Shopper, tab: Tab) -> None:
        wanted = self._due_at_gate(shopper, tab)
        fields = {**ADDRESS, "client_secret": tab.secret, "amount": str(tab.amount)}
        answer = self.do(lambda: self.world.ask(shopper, gate_views.cache_checkout_data, **fields))
        if answer is None:
            return
        said = json.loads(answer.content)  # type: ignore[union-attr]
        status = answer.status_code  # type: ignore[union-attr]
        kind = "paid" if said.get("paid") else {200: "pass", 409: "no"}.get(status, str(status))
        self.must(kind == wanted, f"the gate says {kind} {said}, due was {wanted}")
        if kind == "pass":
            self._note_promise(tab, said["amount"])

    def _note_promise(self, tab: Tab, amount: int) -> None:
        intent = self.world.truth.intents()[tab.payment]
        self.must(intent.amount == tab.amount == amount, f"shown {tab.amount}, passed {amount}, {intent}")
        self.model.shown[tab.attempt, intent.quote] = tab.amount
        tab.has_passed = True

    def _due_at_gate(self, shopper: Shopper, tab: Tab) -> str:
        """What the gate must answer: pass, no, or paid."""
        attempt = self.books.attempts[tab.attempt]
        status = self.intents[tab.payment].status
        if attempt.state == "placed" or status == "succeeded":
            return "paid"
        lines = self.model.bags.get(attempt.bag, {})
        offered = {sku: pieces for sku, pieces in lines.items() if sku in self.price_of}
        is_short = any(pieces > self.available(sku, attempt.bag) for sku, pieces in offered.items())
        if attempt.state in ("expired", "awaiting") or not offered or is_short:
            return "no"
        if tab.amount != self.model.total(attempt.bag, self.price_of):
            return "no"
        return {"processing": "no", "canceled": "no"}.get(status, "pass")

    @step(which=PICK)
    @precondition(lambda self: self.tabs())
    def come_back(self, which: int) -> None:
        """The browser posts the form after paying, or without having paid."""
        shopper, tab = self.pick(which, self.tabs())
        is_paid = self.intents[tab.payment].status == "succeeded"
        is_pending = self.intents[tab.payment].status == "processing"
        answer = self.do(lambda: self.world.ask(shopper, views.checkout, client_secret=tab.secret))
        if answer is None:
            return
        where = answer.headers.get("Location", "")  # type: ignore[union-attr]
        due = 302 if is_paid else 202 if is_pending else 303
        status = answer.status_code  # type: ignore[union-attr]
        self.must(status == due, f"{tab.payment} was answered {status} {where}, due was {due}")
        if status == 302:
            self._check_shown_order(where, tab)

    def _check_shown_order(self, where: str, tab: Tab) -> None:
        number = where.rstrip("/").rpartition("/")[2]
        self.look()
        self.must(number in self.books.orders, f"order {number} is shown and is not there")
        self.must(self.books.orders[number].attempt == UUID(tab.attempt).hex, f"{number} is another's")
