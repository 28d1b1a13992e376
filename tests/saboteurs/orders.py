"""Guards of the one writer of orders: one order, of what was charged, whatever happens beside it."""

from tests.saboteurs.kinds import patched

PLACING = "checkout/orders/placing.py"
PLACE_TESTS = "checkout/tests/test_place_order.py"
CHANGED_BAGS = "tests/scenarios/test_changed_bags.py"
FAILING = "tests/scenarios/test_failing_parts.py"
FURTHER = "tests/scenarios/test_further_rows.py"

SABOTEURS = (
    patched(
        "order-found-again",
        "Whoever comes second is given the order that is there.",
        PLACING,
        "existing = Order.objects.filter(attempt=attempt).first()",
        "existing = None",
        f"{PLACE_TESTS}::test_second_call_answers_the_same_order",
    ),
    patched(
        "version-that-was-paid",
        "The order is written from the version of the quote that the payment names.",
        "checkout/models/attempts.py",
        "return self.quotes.filter(version=version or 0).first() or self.latest_quote()",
        "return self.latest_quote()",
        f"{FURTHER}::test_two_gates_and_an_old_confirmation_order_what_was_charged",
    ),
    patched(
        "price-that-was-frozen",
        "An order keeps the price that was paid, whatever the page says by then.",
        "checkout/quotes.py",
        '"unit_price": self.unit_price,\n            "regular',
        '"unit_price": __import__("catalogue.offers").offers.offers_for([self.sku])[self.sku].unit_price,'
        '\n            "regular',
        f"{CHANGED_BAGS}::test_price_raised_after_gate_keeps_price_paid",
    ),
    patched(
        "late-money-marked",
        "Money for a checkout that had been given up is looked at by somebody.",
        PLACING,
        "if attempt.state == AttemptState.EXPIRED:",
        "if False:",
        f"{FURTHER}::test_money_for_a_checkout_given_up_needs_attention",
    ),
    patched(
        "missing-pieces-marked",
        "An order of pieces that are not there is looked at by somebody.",
        PLACING,
        "for sku, count in missing.items()]",
        "for sku, count in ()]",
        f"{PLACE_TESTS}::test_missing_pieces_make_an_order_in_review",
    ),
    patched(
        "links-may-break",
        "Lines outlive the page, the revision and the picture that they were sold with.",
        PLACING,
        "return key if key in known[kind] else None",
        "return key",
        f"{PLACE_TESTS}::test_product_deleted_meanwhile_keeps_the_order",
    ),
    patched(
        "only-paid-pieces-leave-the-bag",
        "What was added to the bag meanwhile stays in it.",
        "checkout/bag/leaving.py",
        "for pk, quantity in left.items() if quantity > 0}",
        "for pk, quantity in left.items() if False}",
        f"{PLACE_TESTS}::test_pieces_added_meanwhile_stay_in_the_bag",
    ),
    patched(
        "details-saved-when-ticked",
        "Delivery details become an account's defaults only when the box was ticked.",
        PLACING,
        "if quote.save_info:",
        "if True:",
        f"{PLACE_TESTS}::test_details_become_defaults_only_when_ticked",
    ),
    patched(
        "mail-outside-the-order",
        "No mail is sent while an order is written, so a mail server can never undo one.",
        PLACING,
        "    OutgoingMail.objects.create(order=order, kind=MailKind.CONFIRMATION)\n",
        "    OutgoingMail.objects.create(order=order, kind=MailKind.CONFIRMATION)\n"
        "    __import__('checkout.letters').letters.message_for(order.mails.get()).send()\n",
        f"{FAILING}::test_mail_server_down_leaves_order_and_retries",
    ),
    patched(
        "mail-claimed-first",
        "A mail is claimed by one worker before it is sent.",
        "checkout/mails.py",
        "filter(pk=mail.pk, sent_at=None, next_try_at=mail.next_try_at)",
        "filter(pk=mail.pk)",
        "checkout/tests/test_mails.py::test_many_workers_at_once_send_each_mail_once",
    ),
    patched(
        "mail-with-fixed-id",
        "Every try of a mail bears the same Message-ID.",
        "checkout/letters.py",
        "message_id(mail.message_name)",
        'message_id(f"{mail.attempts}.{mail.message_name}")',
        "checkout/tests/test_mails.py::test_crash_between_sending_and_marking_repeats_the_same_message",
    ),
    patched(
        "key-of-the-payment",
        "A checkout's intent is made under one key, so a lost answer makes no second one.",
        "checkout/gateway.py",
        '{"idempotency_key": f"checkout-{attempt_id}"}',
        '{"idempotency_key": f"checkout-{attempt_id}-{time.time()}"}',
        f"{FAILING}::test_lost_answer_at_page_makes_one_intent",
    ),
    patched(
        "key-of-each-version",
        "Binding another version to the payment has a key of its own.",
        "checkout/gate.py",
        'key=f"gate-{attempt.pk}-{quote.version}"',
        'key=f"gate-{attempt.pk}"',
        "checkout/tests/test_attempts.py::test_shrinking_bag_clears_the_chunks_of_the_larger_one",
    ),
    patched(
        "time-limit-is-not-multiplied",
        "A call that ran into its time limit is not made again while somebody waits.",
        "checkout/gateway.py",
        "error.should_retry = error.should_retry and not isinstance(error.__cause__, requests.Timeout)",
        "pass",
        "checkout/tests/test_gateway.py::test_hanging_stripe_is_asked_once_and_given_up",
    ),
    patched(
        "spent-keys",
        "A checkout whose key only repeats an old failure of Stripe gives way to another.",
        "checkout/attempts.py",
        "if payment is None or payment.is_canceled:",
        "if payment and payment.is_canceled:",
        "checkout/tests/test_attempts.py::test_failure_that_stripe_repeats_for_its_key_begins_another_checkout",
    ),
    patched(
        "odd-answers",
        "A yes of Stripe that cannot be read counts as no answer.",
        "checkout/payments/answers.py",
        "    except ODD as error:",
        "    except () as error:",
        "checkout/tests/test_odd_answers.py::test_answer_of_another_shape_means_unavailable",
    ),
    patched(
        "mail-in-the-orders-language",
        "A mail speaks the language that its order was placed in.",
        "checkout/letters.py",
        "with override(mail.language or settings.LANGUAGE_CODE):",
        "with override(settings.LANGUAGE_CODE):",
        "checkout/tests/test_order_language.py::test_mail_speaks_the_language_of_its_order",
    ),
)
