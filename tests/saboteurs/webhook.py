"""The door for Stripe: only what Stripe signed, now, for us; and done is what is committed."""

from tests.saboteurs.kinds import patched

SIGNED = "checkout/signatures.py"
DOOR = "checkout/webhooks.py"
HANDLER = "checkout/webhook_handler.py"
SIGNATURES = "checkout/tests/test_signatures.py"
TWO_SHOPS = "tests/scenarios/test_two_shops.py"
BUSY = "tests/scenarios/test_failing_parts.py::test_database_busy_at_webhook_is_retried"
OTHER_MODE = "tests/scenarios/test_further_rows.py::test_event_of_another_mode_or_account_is_ignored"
FIVE_MINUTES = f"{SIGNATURES}::test_signature_is_good_for_five_minutes_on_both_sides"

SABOTEURS = (
    patched(
        "signature",
        "Only what bears Stripe's signature is believed.",
        SIGNED,
        'if _is_signed(text, header or ""):',
        "if True:",
        f"{SIGNATURES}::test_any_other_header_is_refused",
        f"{SIGNATURES}::test_one_changed_bit_of_the_body_is_refused",
    ),
    patched(
        "tolerance-of-the-past",
        "A signature that is older than five minutes is refused.",
        SIGNED,
        "SIGNATURE_TOLERANCE = 300",
        "SIGNATURE_TOLERANCE = 3_000_000",
        FIVE_MINUTES,
    ),
    patched(
        "tolerance-of-the-future",
        "A signature from the future is refused.",
        SIGNED,
        "return abs(time.time() - int(stamps[0])) <=",
        "return time.time() - int(stamps[0]) <=",
        FIVE_MINUTES,
    ),
    patched(
        "one-time-in-the-header",
        "A header with two times is refused.",
        SIGNED,
        "if len(stamps) != 1 or not (",
        "if not stamps or not (",
        f"{SIGNATURES}::test_any_other_header_is_refused",
    ),
    patched(
        "events-that-can-be-written",
        "An event whose id no database can store is refused.",
        "checkout/payments/answers.py",
        "len(value) <= 255 and value.isascii() and value.isprintable()",
        "len(value) > 0",
        f"{SIGNATURES}::test_signed_event_that_cannot_be_written_down_is_refused",
    ),
    patched(
        "size-limit",
        "A body too large to be Stripe's is not even read.",
        DOOR,
        "if not 0 < length <= MAX_BODY:",
        "if not 0 < length:",
        f"{SIGNATURES}::test_body_beyond_the_limit_is_refused_unread",
    ),
    patched(
        "account-of-the-event",
        "An event of another account is ignored.",
        DOOR,
        'if event.get("account") or bool(',
        "if bool(",
        OTHER_MODE,
    ),
    patched(
        "mode-of-the-event",
        "An event of Stripe's other mode is ignored.",
        DOOR,
        'or bool(event.get("livemode")) != gateway.is_live():',
        "or False:",
        OTHER_MODE,
    ),
    patched(
        "payments-of-other-shops",
        "A payment that names another shop is not ours.",
        "checkout/identity.py",
        "return bool(name) and name not in own_ids()",
        "return False",
        f"{TWO_SHOPS}::test_payment_of_another_shop_is_counted_and_nothing_else",
        f"{TWO_SHOPS}::test_reconciler_leaves_payments_of_another_shop_alone",
    ),
    patched(
        "unnamed-payments-from-now-on",
        "A payment that names no shop is ours only if it is older than the names.",
        "checkout/orders/rebuilding.py",
        "    return is_older and ",
        "    return ",
        f"{TWO_SHOPS}::test_unnamed_payment_from_after_shops_were_named_is_not_ours",
    ),
    patched(
        "skip-processed-not-known",
        "An event that is known but not done is done when it comes again.",
        DOOR,
        "if record.is_processed:",
        "if record.outcome != WebhookOutcome.RECEIVED:",
        BUSY,
    ),
    patched(
        "only-done-is-done-before",
        "Only an event that is done is answered without doing it.",
        DOOR,
        "filter(stripe_id=event_id, outcome__in=PROCESSED)",
        "filter(stripe_id=event_id)",
        BUSY,
    ),
    patched(
        "effects-and-mark-together",
        "An event is marked done in the transaction of its effects, not before.",
        HANDLER,
        "            outcome, order = effect()\n",
        "            self._mark(WebhookOutcome.DONE, None)\n        with money_transaction():\n"
        "            outcome, order = effect()\n",
        BUSY,
    ),
    patched(
        "come-again-is-not-ok",
        "Stripe is told to come again when something is wrong.",
        DOOR,
        'return HttpResponse("busy", status=503,',
        'return HttpResponse("busy", status=200,',
        BUSY,
    ),
    patched(
        "webhook-needs-no-form-token",
        "Stripe has no token of our forms: the webhook is checked by its signature alone.",
        DOOR,
        "@csrf_exempt\n",
        "",
        "checkout/tests/test_forged_forms.py::test_signed_delivery_needs_no_token",
    ),
)
