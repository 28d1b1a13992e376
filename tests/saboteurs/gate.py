"""The gate before payment: what is charged is what was shown, can be had, and can be sent."""

from tests.saboteurs.kinds import patched

GATE = "checkout/gate.py"
VIEWS = "checkout/views.py"
GATE_VIEWS = "checkout/gate_views.py"
ATTEMPT_TESTS = "checkout/tests/test_attempts.py"
CHANGED_BAGS = "tests/scenarios/test_changed_bags.py"
ODD = "tests/scenarios/test_odd_payments.py"
ALARM = "checkout/card_testing/alarm.py"
ALARM_TESTS = "checkout/tests/test_card_testing.py"
FORGERIES = "tests/scenarios/test_forgeries.py"

SABOTEURS = (
    patched(
        "whole-form-before-payment",
        "The whole form is judged before anything can be charged.",
        GATE_VIEWS,
        "    if not form.is_valid():\n",
        "    form.is_valid()\n"
        "    form.cleaned_data = {name: request.POST.get(name, '') for name in form.fields}\n"
        "    if False:\n",
        f"{ODD}::test_invalid_form_before_paying_is_refused",
    ),
    patched(
        "amount-that-was-shown",
        "Nothing else is charged than the total that this very page showed.",
        GATE,
        " or contents.quote.amount_minor != amount_shown:",
        ":",
        f"{ATTEMPT_TESTS}::test_gate_refuses_another_total_than_the_page_showed",
    ),
    patched(
        "few-wait-for-stripe",
        "Of a process's threads half wait for Stripe at most.",
        "checkout/breaker.py",
        "while len(self._running) >= self.places:",
        "while False:",
        "checkout/tests/test_breaker.py::test_nobody_joins_the_queue_of_a_slow_service",
        "tests/scenarios/test_hanging_stripe.py::test_few_wait_for_a_stripe_that_hangs",
    ),
    patched(
        "nobody-asks-what-is-down",
        "A Stripe that failed again and again is left alone for a while.",
        "checkout/breaker.py",
        "if is_trial or len(self._failed_at) >= self.failures > 0:",
        "if False:",
        "checkout/tests/test_breaker.py::test_many_failures_in_a_row_open_it",
    ),
    patched(
        "one-call-tries-again",
        "After the rest one call alone finds out whether Stripe is back.",
        "checkout/breaker.py",
        "if is_open and (self._is_tried or ",
        "if is_open and (",
        "checkout/tests/test_breaker.py::test_after_a_rest_one_call_alone_tries",
    ),
    patched(
        "hold-before-payment",
        "Pieces are held before anything can be charged.",
        GATE,
        "stock.hold(locked.pk, both)",
        "pass",
        f"{CHANGED_BAGS}::test_last_piece_is_refused_to_the_second",
    ),
    patched(
        "old-quote-stays-held",
        "What the payment may still be charged for stays held while its quote changes.",
        GATE,
        "max(held.get(sku, 0), needed.get(sku, 0)) for sku in {*held, *needed}",
        "needed.get(sku, 0) for sku in needed",
        "checkout/tests/test_gate_holds.py::test_old_quote_stays_held_while_stripe_does_not_answer",
    ),
    patched(
        "overtaken-call-is-undone",
        "A change that reaches Stripe late never replaces the quote of a newer page.",
        GATE,
        "while newest and newest.version > bound.version:",
        "while False:",
        "checkout/tests/test_gate_holds.py"
        "::test_call_that_another_page_overtook_leaves_the_newest_quote_payable_and_held",
    ),
    patched(
        "ended-checkout-stays-ended",
        "A checkout that was given up cannot be paid.",
        GATE,
        "if attempt.state != AttemptState.OPEN:",
        "if False:",
        f"{ATTEMPT_TESTS}::test_gate_after_the_end_asks_to_load_again",
    ),
    patched(
        "page-that-fits-the-bag",
        "A page for a free bag cannot pay a dear one, nor the other way round.",
        GATE,
        "if contents.lines and not fits(attempt, contents.quote):",
        "if False:",
        f"{ATTEMPT_TESTS}::test_gate_of_an_outdated_page_asks_to_load_again",
    ),
    patched(
        "paid-is-told-as-paid",
        "A payment that Stripe will not change any more is asked for before the shopper is told.",
        GATE,
        "        settle(attempt, payment)\n",
        "",
        f"{FORGERIES}::test_gate_after_paying_changes_nothing_at_stripe",
    ),
    patched(
        "stripe-is-asked-not-the-browser",
        "The last step asks Stripe whether it was paid.",
        VIEWS,
        "if payment is None or not (payment.is_paid or payment.is_pending):",
        "if payment is None:",
        f"{FORGERIES}::test_own_unpaid_intent_gets_no_order",
    ),
    patched(
        "only-zero-is-free",
        "Only a checkout whose frozen total is zero needs no payment.",
        "checkout/attempts.py",
        "if attempt.stripe_pid or quote is None or quote.grand_total:",
        "if quote is None:",
        f"{ATTEMPT_TESTS}::test_only_a_frozen_total_of_zero_is_free",
    ),
    patched(
        "currency-of-the-payment",
        "A checkout of another currency is ended, and a new one made.",
        "checkout/attempts.py",
        "return attempt.currency == quote.currency and is_free",
        "return is_free",
        "tests/scenarios/test_further_rows.py::test_currency_changed_gives_a_new_payment",
    ),
    patched(
        "rate-limit",
        "Too many tries are refused.",
        "checkout/limits.py",
        "> limit.times:",
        "> 10 * limit.times:",
        "checkout/tests/test_limits.py::test_count_is_exact_with_many_at_once",
    ),
    patched(
        "rate-limit-by-address",
        "A new session does not make a new shopper of a flood.",
        VIEWS,
        "spend_for(request, CHECKOUT_PAGE, CHECKOUT_PAGE_BY_ADDRESS)",
        "spend_for(request, CHECKOUT_PAGE)",
        "checkout/tests/test_limits.py::test_fresh_sessions_do_not_evade_the_limit",
    ),
    patched(
        "payments-by-address",
        "A new session does not make a new shopper of somebody who tries cards.",
        "checkout/attempts.py",
        "    before_new()\n",
        "",
        "checkout/tests/test_limits.py::test_one_address_begins_twenty_five_payments_an_hour",
    ),
    patched(
        "alarm-over-the-whole-shop",
        "Stolen cards tried from many addresses are seen, though no address tries many.",
        ALARM,
        "    if declined.times >= most and",
        "    if declined.times >= 100 * most and",
        f"{ALARM_TESTS}::test_attack_from_many_addresses_is_stopped_told_once_and_over_by_itself",
    ),
    patched(
        "alarm-pauses-payments",
        "During an alarm nobody unknown begins a payment.",
        ALARM,
        "    elif alarm:\n        raise",
        "    elif False:\n        raise",
        f"{ALARM_TESTS}::test_paused_shopper_keeps_the_bag_and_learns_when_to_come_again",
    ),
    patched(
        "alarm-spares-a-busy-sale",
        "More orders than declined cards are a sale, and no alarm.",
        ALARM,
        " and declined.times > _orders_since(declined.since):",
        ":",
        f"{ALARM_TESTS}::test_busy_sale_with_more_orders_than_declines_raises_no_alarm",
    ),
    patched(
        "known-before-the-alarm",
        "An order that was paid just now, perhaps by a stolen card, makes nobody known.",
        ALARM,
        "date__lt=before",
        "date__isnull=False",
        f"{ALARM_TESTS}::test_only_good_orders_of_long_before_make_a_known_buyer",
    ),
    patched(
        "alarm-is-told-once",
        "One alarm is one mail.",
        "checkout/card_testing/telling.py",
        "update(told_at=timezone.now())",
        "update(next_try_at=timezone.now())",
        f"{ALARM_TESTS}::test_attack_from_many_addresses_is_stopped_told_once_and_over_by_itself",
    ),
    patched(
        "address-nobody-can-forge",
        "Of X-Forwarded-For only what trusted proxies wrote is believed.",
        "checkout/limits.py",
        "if trusted and len(chain) >= trusted:\n        return _customer(chain[-trusted])",
        "if chain:\n        return chain[0]",
        "checkout/tests/test_limits.py::test_only_what_trusted_proxies_wrote_is_believed",
    ),
    patched(
        "one-customer-of-ipv6-is-one",
        "All addresses of one customer's IPv6 network share a limit.",
        "checkout/limits.py",
        "return str(IPv6Network((int(known) >> 64 << 64, 64)))",
        "return address",
        "checkout/tests/test_limits.py::test_only_what_trusted_proxies_wrote_is_believed",
    ),
)
