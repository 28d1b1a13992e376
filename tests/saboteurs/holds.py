"""Holds: pieces stay reserved until Stripe has agreed, and a shopper's own never stand in the way."""

from tests.saboteurs.kinds import patched

ATTEMPTS = "checkout/attempts.py"
STOCK = "catalogue/stock.py"
ATTEMPT_TESTS = "checkout/tests/test_attempts.py"
STOCK_TESTS = "catalogue/tests/test_stock.py"
FURTHER = "tests/scenarios/test_further_rows.py"
HOLDING = "checkout/tests/test_holding.py"
GIVING_UP = "tests/scenarios/test_giving_up.py"

SABOTEURS = (
    patched(
        "cancel-before-release",
        "Holds end only after Stripe has canceled the payment.",
        ATTEMPTS,
        "        payment = _cancel(attempt.stripe_pid)\n",
        "        close(attempt.pk)\n        payment = _cancel(attempt.stripe_pid)\n",
        f"{ATTEMPT_TESTS}::test_hold_stays_until_stripe_agrees_to_the_end",
    ),
    patched(
        "hold-kept-while-the-bank-works",
        "A payment that Stripe keeps open keeps its holds.",
        ATTEMPTS,
        "if not payment.is_canceled:\n            return None",
        "if False:\n            return None",
        f"{FURTHER}::test_sweeper_keeps_a_payment_the_bank_is_at",
    ),
    patched(
        "ask-before-cancel",
        "What a bank is at is not canceled, even where Stripe would let us.",
        ATTEMPTS,
        "if not payment.is_open or payment.may_come_by_itself or is_foreign(payment):",
        "if False:",
        f"{GIVING_UP}::test_sweeper_never_cancels_what_a_bank_is_at",
        f"{GIVING_UP}::test_payment_that_is_made_elsewhere_keeps_its_hold",
    ),
    patched(
        "holds-have-an-end",
        "A checkout holds for twice the hold time at most, however often Pay is pressed.",
        "checkout/holding.py",
        "return 2 * hold_time()",
        "return 2000 * hold_time()",
        f"{HOLDING}::test_pressing_pay_again_and_again_holds_for_an_hour_at_most",
    ),
    patched(
        "others-have-their-chance",
        "Who has held for the longest time cannot hold again at once.",
        "checkout/holding.py",
        "return hold_time() / 2",
        "return hold_time() * 0",
        f"{HOLDING}::test_waiting_buyer_has_a_chance_before_the_same_shopper_again",
    ),
    patched(
        "successors-are-one-checkout",
        "A new attempt of the same session does not begin to hold anew.",
        "checkout/holding.py",
        " | Q(pk__in=list(earlier))",
        "",
        f"{HOLDING}::test_no_way_round_begins_another_hour[another bag of the session]",
    ),
    patched(
        "money-wins-over-the-sweeper",
        "A checkout that turns out to be paid when it is given up gets its order.",
        ATTEMPTS,
        "return place_order(attempt.pk, payment)\n        if payment.is_pending",
        "return None\n        if payment.is_pending",
        f"{FURTHER}::test_ending_a_paid_checkout_places_it",
    ),
    patched(
        "end-only-what-is-open",
        "A checkout that has its order cannot be given up any more.",
        ATTEMPTS,
        "        if was in (AttemptState.OPEN, AttemptState.AWAITING):",
        "        if True:",
        f"{ATTEMPT_TESTS}::test_end_that_comes_after_the_order_changes_nothing",
    ),
    patched(
        "own-hold-counts-as-own",
        "What a checkout holds already is free for itself.",
        STOCK,
        "return record.free + mine if record else 0",
        "return record.free if record else 0",
        f"{STOCK_TESTS}::test_own_held_pieces_may_be_held_again",
    ),
    patched(
        "own-hold-counts-in-the-bag",
        "A bag does not look short because of its own checkout.",
        "checkout/bag/stock.py",
        'return dict(holds.values_list("record__sku", "quantity"))',
        "return dict(holds.values_list('record__sku', 'quantity')[:0])",
        "checkout/tests/test_bag_services.py::test_pieces_that_the_own_checkout_holds_still_count",
    ),
    patched(
        "holds-of-others-respected",
        "What others hold is not free.",
        "catalogue/models/stock.py",
        "return self.on_hand - self.reserved",
        "return self.on_hand",
        f"{STOCK_TESTS}::test_refusal_counts_the_own_held_pieces_as_free",
    ),
    patched(
        "hold-refused-when-short",
        "A hold that cannot be met is refused as a whole.",
        STOCK,
        "    if short:\n",
        "    if False:\n",
        f"{STOCK_TESTS}::test_hold_beyond_free_pieces_changes_nothing",
    ),
    patched(
        "counts-respect-holds",
        "Staff cannot count away what shoppers hold.",
        STOCK,
        "if record.free + delta < 0:",
        "if False:",
        f"{STOCK_TESTS}::test_adjusting_below_the_held_pieces_is_refused",
    ),
    patched(
        "hold-released-when-not-sold",
        "Pieces that were held and not sold go back.",
        STOCK,
        "reserved={sku: -count for sku, count in mine.items()},",
        "reserved={sku: -mine.get(sku, 0) for sku in quantities},",
        f"{STOCK_TESTS}::test_sale_gives_back_held_pieces_that_were_not_sold",
    ),
    patched(
        "ledger-of-sales",
        "Each sale leaves a row in the ledger.",
        STOCK,
        "    _write_movements(records, {sku: -count",
        "    _write_movements({}, {sku: 0 * count",
        f"{STOCK_TESTS}::test_sale_without_hold_takes_free_pieces",
    ),
    patched(
        "declined-cards-have-an-end",
        "A checkout on which card after card is declined is ended.",
        "checkout/webhook_handler.py",
        "if attempt.failures >= (",
        "if attempt.failures >= 10 * (",
        f"{FURTHER}::test_many_declined_cards_end_the_payment",
    ),
)
