"""Guards of the money: what was paid is what was asked, in whole cents, for this checkout, once."""

from tests.saboteurs.kinds import patched, unconstrained

PLACING = "checkout/orders/placing.py"
MONEY = "checkout/orders/money.py"
PLACE_TESTS = "checkout/tests/test_place_order.py"
MONEY_TESTS = "checkout/tests/test_money_refresh.py"
MODEL_TESTS = "checkout/tests/test_order_model.py"
DOUBTS = f"{PLACE_TESTS}::test_doubtful_payment_makes_an_order_in_review"

SABOTEURS = (
    patched(
        "amount-compared",
        "The amount received is compared with the amount that was frozen.",
        PLACING,
        "if payment.received_minor != to_minor(quote.grand_total, attempt.currency):",
        "if False:",
        DOUBTS,
    ),
    patched(
        "currency-compared",
        "The currency received is compared with the one that was asked for.",
        PLACING,
        "if payment.currency != attempt.currency:",
        "if False:",
        DOUBTS,
    ),
    patched(
        "mode-compared",
        "A payment of Stripe's other mode (test or live) is not taken for money.",
        PLACING,
        "if payment.livemode != gateway.is_live():",
        "if False:",
        DOUBTS,
    ),
    patched(
        "only-succeeded-pays",
        "Only a payment of which Stripe says that it succeeded makes an order.",
        PLACING,
        "if not payment.is_paid:",
        "if False:",
        f"{PLACE_TESTS}::test_payment_that_has_not_succeeded_makes_nothing",
    ),
    patched(
        "payment-of-this-checkout",
        "The payment must be the one of this very checkout.",
        PLACING,
        "if attempt.stripe_pid != payment.id or is_foreign(payment):",
        "if False:",
        f"{PLACE_TESTS}::test_payment_of_another_attempt_makes_nothing",
    ),
    patched(
        "rounding-half-up",
        "Half cents are rounded up in one place, as they are shown.",
        "catalogue/money.py",
        "quantize(Decimal(1), ROUND_HALF_UP)",
        "quantize(Decimal(1))",
        "catalogue/tests/test_money.py::test_amounts_round_half_up_to_what_is_chargeable",
    ),
    patched(
        "whole-minor-units",
        "An amount finer than its minor unit is refused, not cut.",
        "catalogue/money.py",
        "if minor != minor.to_integral_value():",
        "if False:",
        "catalogue/tests/test_money.py::test_amount_finer_than_its_minor_unit_is_refused",
    ),
    patched(
        "old-answers-thrown-away",
        "What Stripe said before somebody else wrote is read again.",
        MONEY,
        "if locked.money_version == order.money_version:",
        "if True:",
        f"{MONEY_TESTS}::test_answer_that_has_grown_old_is_read_again",
    ),
    patched(
        "one-writer-is-not-enough",
        "What one other has written since we began may be older than what we came for.",
        MONEY,
        "enough = order.money_version + 2",
        "enough = order.money_version + 1",
        f"{MONEY_TESTS}::test_answer_that_has_grown_old_is_read_again",
    ),
    patched(
        "refunds-within-paid",
        "No more than what was paid ever counts as refunded.",
        MONEY,
        "min(refunded, order.paid_total)",
        "refunded",
        f"{MONEY_TESTS}::test_refund_beyond_what_was_paid_counts_as_all",
    ),
    patched(
        "state-graph",
        "A state that is final stays, whatever Stripe says later.",
        MONEY,
        "if state != order.state and order.can_become(state):",
        "if state != order.state:",
        f"{MONEY_TESTS}::test_lost_dispute_never_turns_back",
    ),
    unconstrained(
        "check-order-adds-up",
        "The database refuses an order whose sums do not add up.",
        "checkout_order",
        "order_adds_up",
        f"{MODEL_TESTS}::test_database_refuses_orders_that_cannot_be",
    ),
    unconstrained(
        "check-refunds-within-paid",
        "The database refuses more refunded than paid.",
        "checkout_order",
        "order_refunds_within_paid",
        f"{MODEL_TESTS}::test_database_refuses_orders_that_cannot_be",
    ),
    unconstrained(
        "check-quote-adds-up",
        "The database refuses a promise whose sums do not add up.",
        "checkout_checkoutquote",
        "quote_adds_up",
        f"{MODEL_TESTS}::test_quote_that_does_not_add_up_is_refused",
    ),
)
