"""Steps of staff and editors: refunds, stock, delivery costs, and pages that change meanwhile."""

from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition
from wagtail.models import Site

from catalogue.models import MovementKind
from catalogue.stock import OutOfStock, adjust
from checkout import models
from checkout.orders.reviewing import NothingToAccept, accept_order
from checkout.refunds.requests import Pieces, RefundRefused
from checkout.refunds.services import refund_order
from tests.faults.machine.books import Order
from tests.faults.machine.pages import Product
from tests.faults.machine.shopping import SKU
from tests.faults.machine.steps import PICK, Steps
from tests.faults.machine.story import step

DELIVERY = ((10, 6000), (0, 0), (25, 20000), (5, 4000))
DEEDS = ("draft", "schedule", "publish", "publish", "revert", "reprice", "unpublish", "delete", "copy")


class Staff(Steps):
    """Everything that happens behind the counter."""

    forms = 0

    @step(which=PICK, share=st.sampled_from([1, 1, 2, 3]), restock=st.booleans(), again=st.booleans())
    @precondition(lambda self: self.books.orders)
    def refund(self, which: int, share: int, restock: bool, again: bool) -> None:
        """A part of an order's money; `again` sends the same form a second time."""
        order = self.pick(which, self.orders())
        amount = Decimal(max(1, order.paid // share)).scaleb(-2)
        self.forms += 1
        token = UUID(int=self.forms)
        left = self._left(order)
        chosen = self._choose(order, token, restock=restock)
        asked = {
            "order_id": self._key(order),
            "amount": amount,
            "token": token,
            "user": None,
            "lines": chosen,
        }
        for _time in range(1 + again):
            answer = self.do(lambda: refund_order(**asked), allowed=(RefundRefused,))
            if isinstance(answer, RefundRefused):
                self.must(not again or _time == 0, f"the same form again: {answer}")
                is_due = amount * 100 > left or restock or order.state in ("disputed", "dispute_lost")
                self.must(is_due, f"{amount} of {order} refused though {left} is left: {answer}")
                return
            if _time == 0:  # the second time answers what the first has left
                self.must(answer and not answer.is_open, f"{answer}")  # type: ignore[union-attr]

    def _key(self, order: Order) -> int:
        return models.Order.objects.values_list("pk", flat=True).get(order_number=order.number)

    def _left(self, order: Order) -> int:
        """What the books say can still be refunded."""
        rows = [refund for refund in self.books.refunds.values() if refund.order == order.number]
        taken = sum(refund.amount for refund in rows if refund.state in ("pending", "succeeded"))
        waiting = sum(refund.amount for refund in rows if refund.state in ("requested", "unknown"))
        return order.paid - max(order.refunded, taken) - waiting

    def _choose(self, order: Order, token: UUID, *, restock: bool) -> list[Pieces]:
        """One piece of the first line, back into stock, or none."""
        lines = models.OrderLineItem.objects.filter(order__order_number=order.number)[: int(restock)]
        self.model.chosen[token.hex] = {line.sku: 1 for line in lines}
        return [Pieces(line.pk, 1, restock=True) for line in lines]

    @step(which=PICK)
    @precondition(lambda self: any(order.state == "review" for order in self.books.orders.values()))
    def accept(self, which: int) -> None:
        order = self.pick(which, [order for order in self.orders() if order.state == "review"])
        answer = self.do(lambda: accept_order(self._key(order), self.world.ada), allowed=(NothingToAccept,))
        self.must(not isinstance(answer, NothingToAccept), f"{order} cannot be accepted")

    @step(sku=SKU, delta=st.sampled_from([-3, -2, -1, 1, 2]))
    @precondition(lambda self: self.is_quiet and self.intents)
    def count_stock(self, sku: str, delta: int) -> None:
        stock = self.books.stock[sku]
        can_be = stock.on_hand - stock.reserved + delta >= 0
        answer = self.do(lambda: adjust(sku=sku, delta=delta, kind=MovementKind.COUNT), allowed=(OutOfStock,))
        self.must(can_be != isinstance(answer, OutOfStock), f"{stock} by {delta}: {answer}")
        self.model.on_hand[sku] += delta * can_be

    @step(delivery=st.sampled_from(DELIVERY))
    @precondition(lambda self: self.is_quiet and self.tabs())
    def change_delivery(self, delivery: tuple[int, int]) -> None:
        percent, free_from = delivery
        site = Site.objects.get(is_default_site=True)
        values = {"percentage": Decimal(percent), "free_from": Decimal(free_from).scaleb(-2)}
        self.do(lambda: models.DeliverySettings.objects.update_or_create(site=site, defaults=values))
        self.model.percent, self.model.free_from = percent, free_from

    def sellable(self) -> list[Product]:
        return [product for product in self.world.shelf.products if not product.is_deleted]

    @step(which=PICK, deed=st.sampled_from(DEEDS), version=PICK, percent=st.sampled_from([50, 100, 133]))
    @precondition(lambda self: self.is_quiet and self.tabs() and self.sellable())
    def edit_page(self, which: int, deed: str, version: int, percent: int) -> None:
        shelf = self.world.shelf
        product = self.pick(which, self.sellable())
        product.is_touched = True
        draft = self.pick(version, product.drafts)

        def reprice() -> None:
            shelf.save_draft(product, percent)
            shelf.publish(product, product.drafts[-1])

        def schedule() -> None:
            shelf.save_draft(product, percent, minutes=20)
            shelf.publish(product, product.drafts[-1])

        deeds = {
            "draft": lambda: shelf.save_draft(product, percent),
            "schedule": schedule,
            "publish": lambda: shelf.publish(product, draft),
            "revert": lambda: shelf.revert(product, draft),
            "reprice": reprice,
            "unpublish": lambda: shelf.unpublish(product),
            "delete": lambda: shelf.delete(product),
            "copy": lambda: shelf.copy(product),
        }
        self.do(deeds[deed])
