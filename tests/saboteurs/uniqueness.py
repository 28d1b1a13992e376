"""What the database itself refuses to have twice, and numbers that it refuses."""

from tests.saboteurs.kinds import unconstrained, unindexed

MODEL_TESTS = "checkout/tests/test_order_model.py"
STOCK_TESTS = "catalogue/tests/test_stock.py"
ONE_ORDER = f"{MODEL_TESTS}::test_second_order_for_one_attempt_or_payment_is_refused"
IMPOSSIBLE_STOCK = f"{STOCK_TESTS}::test_database_refuses_impossible_numbers"
TWICE = f"{MODEL_TESTS}::test_database_refuses_the_same_row_twice"

SABOTEURS = (
    unconstrained(
        "one-order-a-checkout", "A checkout has one order at most.",
        "checkout_order", "checkout_order_attempt_id_key", ONE_ORDER,
    ),
    unconstrained(
        "one-order-a-payment", "A payment has one order at most.",
        "checkout_order", "checkout_order_stripe_pid_key", ONE_ORDER,
    ),
    unconstrained(
        "one-checkout-a-payment", "A payment belongs to one checkout.",
        "checkout_checkoutattempt", "checkout_checkoutattempt_stripe_pid_key", TWICE,
    ),
    unindexed(
        "one-open-checkout-a-bag", "A bag has one open checkout, and so one payment that can be made.",
        "attempt_one_open_per_bag", f"{MODEL_TESTS}::test_second_open_attempt_for_one_bag_is_refused",
    ),
    unconstrained(
        "one-quote-a-version", "A version of a quote is written once.",
        "checkout_checkoutquote", "quote_version_once", TWICE,
    ),
    unconstrained(
        "one-row-an-event", "An event of Stripe's has one row.",
        "checkout_webhookevent", "checkout_webhookevent_stripe_id_key", TWICE,
    ),
    unindexed(
        "one-mail-an-order", "An order has one mail of a kind.",
        "mail_once_per_order", f"{MODEL_TESTS}::test_second_mail_of_one_kind_is_refused",
    ),
    unindexed(
        "one-mail-a-refund", "A refund has one mail of a kind.",
        "mail_once_per_refund", f"{MODEL_TESTS}::test_second_mail_about_one_refund_is_refused",
    ),
    unconstrained(
        "mail-names-its-refund", "The database refuses a notice that names no refund.",
        "checkout_outgoingmail", "mail_names_its_refund",
        f"{MODEL_TESTS}::test_mail_about_a_refund_names_it_and_no_other_does",
    ),
    unconstrained(
        "one-line-a-sku", "A bag has one line for a SKU.",
        "checkout_bagline", "bag_line_once_per_sku", TWICE,
    ),
    unindexed(
        "one-sale-an-order", "Stock is taken once for an order.",
        "movement_sold_once", f"{STOCK_TESTS}::test_second_sale_of_one_order_is_refused",
    ),
    unconstrained(
        "one-count-a-sku", "A SKU has one stock record.",
        "catalogue_stockrecord", "catalogue_stockrecord_sku_key",
        f"{STOCK_TESTS}::test_first_counts_at_the_same_moment_add_up",
    ),
    unconstrained(
        "one-counter-a-window", "A rate limit has one counter for all workers.",
        "checkout_ratecount", "rate_count_once",
        "checkout/tests/test_limits.py::test_count_is_exact_with_many_at_once",
    ),
    unconstrained(
        "held-never-negative", "The database refuses to hold less than nothing.",
        "catalogue_stockrecord", "stock_reserved_not_negative", IMPOSSIBLE_STOCK,
    ),
    unconstrained(
        "held-never-above-stock", "The database refuses to hold more than there is.",
        "catalogue_stockrecord", "stock_reserved_on_hand", IMPOSSIBLE_STOCK,
    ),
    unconstrained(
        "bag-line-bounds", "The database refuses bag lines of no piece or of more than 99.",
        "checkout_bagline", "bag_line_quantity_bounds",
        f"{MODEL_TESTS}::test_database_refuses_bag_lines_out_of_bounds",
    ),
)  # fmt: skip
