"""Locks: who comes second waits, and nobody waits in a circle or for long."""

from tests.saboteurs.kinds import Patch, Saboteur, patched

STOCK = "catalogue/stock.py"
STOCK_TESTS = "catalogue/tests/test_stock.py"
ATTEMPT_TESTS = "checkout/tests/test_attempts.py"
PLACING_RACE = "checkout/tests/test_placing_race.py"
HANDLER = "checkout/webhook_handler.py"

SABOTEURS = (
    patched(
        "lock-on-placing",
        "All callers for one payment queue at its checkout.",
        "checkout/orders/placing.py",
        "CheckoutAttempt.objects.select_for_update().get(pk=attempt_id)",
        "CheckoutAttempt.objects.get(pk=attempt_id)",
        f"{PLACING_RACE}::test_callers_of_every_kind_make_one_order",
    ),
    patched(
        "lock-on-opening",
        "Two tabs that open the checkout at once queue at their bag.",
        "checkout/attempts.py",
        "Bag.objects.select_for_update().get(pk=bag.pk)",
        "Bag.objects.get(pk=bag.pk)",
        f"{ATTEMPT_TESTS}::test_second_tab_waits_for_the_first_and_gets_its_checkout",
    ),
    patched(
        "lock-at-the-gate",
        "Whoever presses Pay while the checkout is given up waits, and finds it ended.",
        "checkout/gate.py",
        "CheckoutAttempt.objects.select_for_update().get(pk=attempt.pk)\n        _refuse",
        "CheckoutAttempt.objects.get(pk=attempt.pk)\n        _refuse",
        f"{ATTEMPT_TESTS}::test_gate_that_meets_the_end_leaves_no_hold",
    ),
    patched(
        "lock-on-stock",
        "Stock is looked at and changed under a lock.",
        STOCK,
        'StockRecord.objects.select_for_update().filter(wanted).order_by("pk")',
        'StockRecord.objects.filter(wanted).order_by("pk")',
        f"{STOCK_TESTS}::test_sixteen_buyers_race_for_the_last_five_pieces",
    ),
    patched(
        "stock-locked-in-order",
        "Stock rows are always locked in the same order.",
        STOCK,
        'filter(wanted).order_by("pk")',
        'filter(wanted).order_by("?")',
        f"{STOCK_TESTS}::test_sixteen_buyers_race_for_the_last_five_pieces",
        f"{ATTEMPT_TESTS}::test_bags_in_opposite_order_never_deadlock",
    ),
    patched(
        "stock-added-in-the-database",
        "Stock counters are added to in the database, not written over.",
        STOCK,
        "name: F(name) + Case(",
        "name: Case(",
        f"{STOCK_TESTS}::test_second_hold_replaces_the_first_one",
    ),
    patched(
        "lock-on-the-event",
        "Deliveries of one event queue, so that its effect comes once.",
        HANDLER,
        "WebhookEvent.objects.select_for_update().get(pk=self.record.pk)",
        "WebhookEvent.objects.get(pk=self.record.pk)",
        "checkout/tests/test_webhook_effects.py::test_one_declined_card_told_many_times_at_once_counts_once",
    ),
    patched(
        "event-looked-at-again",
        "Under the lock an event that is done by now is left alone.",
        HANDLER,
        "if locked.is_processed:",
        "if False:",
        "checkout/tests/test_webhook_effects.py::test_one_declined_card_told_many_times_at_once_counts_once",
    ),
    patched(
        "lock-on-the-bag",
        "Two changes of one bag queue.",
        "checkout/bag/ownership.py",
        "user=None).select_for_update()",
        "user=None)",
        "checkout/tests/test_bag_services.py::test_simultaneous_adds_lose_nothing",
    ),
    patched(
        "lock-on-the-bags-lines",
        "A change of the bag waits for an order that takes its pieces out.",
        "checkout/bag/services.py",
        'UUIDField())).select_for_update().order_by("pk")',
        'UUIDField())).order_by("pk")',
        f"{PLACING_RACE}::test_piece_added_while_the_order_is_placed_stays_alone",
    ),
    patched(
        "lock-on-the-merged-lines",
        "A login waits for an order that takes its pieces out of the bag.",
        "checkout/bag/ownership.py",
        "BagLine.objects.select_for_update().filter(bag__in=(old, bag))",
        "BagLine.objects.filter(bag__in=(old, bag))",
        f"{PLACING_RACE}::test_login_while_the_order_is_placed_keeps_the_older_pieces",
    ),
    patched(
        "lock-on-the-account",
        "Sessions of one account merge their bags one after another.",
        "checkout/bag/ownership.py",
        "User.objects.select_for_update(no_key=True).get(pk=user.pk)",
        "User.objects.get(pk=user.pk)",
        "checkout/tests/test_bag_merge.py::test_simultaneous_logins_merge_each_bag_once",
    ),
    patched(
        "rate-counted-in-the-database",
        "Tries are counted in the database, so no two workers count the same.",
        "checkout/limits.py",
        'SET "count" = checkout_ratecount."count" + 1',
        'SET "count" = checkout_ratecount."count" + 0',
        "checkout/tests/test_limits.py::test_count_is_exact_with_many_at_once",
    ),
    patched(
        "waiting-has-an-end",
        "Nobody waits longer than three seconds for a lock.",
        "checkout/transactions.py",
        "SET LOCAL lock_timeout = '3s'",
        "SET LOCAL lock_timeout = '0'",
        "checkout/tests/test_transactions.py",
    ),
    patched(
        "trouble-means-come-again",
        "A lock that cannot be had is told as busy, not as an error of the shop.",
        "checkout/transactions.py",
        "raise Busy(type(error.__cause__ or error).__name__) from error",
        "raise",
        "checkout/tests/test_transactions.py",
    ),
    Saboteur(
        "sqlite-locks-at-once",
        "On SQLite a transaction takes the write lock at its start.",
        (f"{STOCK_TESTS}::test_sixteen_sales_race_for_the_last_five_pieces",),
        (
            Patch(
                "site/config/services.py",
                '"transaction_mode": "IMMEDIATE"',
                '"transaction_mode": "DEFERRED"',
            ),
        ),
        is_on_sqlite=True,
    ),
)
