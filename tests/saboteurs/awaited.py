"""Payments that a bank takes days for, and what is said about money: each guard off, its test red."""

from tests.saboteurs.kinds import patched

RECORDING = "checkout/awaited/recording.py"
GATE = "checkout/gate.py"
SCENARIOS = "tests/scenarios/test_awaited.py"
SENTENCES = "checkout/tests/test_money_sentences.py"
WHOEVER = "test_pieces_leave_the_bag_and_stay_held_whoever_brings_the_news"

SABOTEURS = (
    patched(
        "awaited-pieces-leave-the-bag",
        "What a bank is paying for leaves the bag.",
        RECORDING,
        "        if attempt.bag_id:\n            take_out(attempt.bag_id, pieces)\n",
        "",
        f"{SCENARIOS}::{WHOEVER}",
    ),
    patched(
        "awaited-lets-go-of-the-bag",
        "A checkout that awaits its payment blocks its shopper no more.",
        RECORDING,
        "attempt.state, attempt.bag, attempt.expires_at = AttemptState.AWAITING, None, timezone.now()",
        "attempt.expires_at = timezone.now()",
        f"{SCENARIOS}::test_anything_else_is_bought_at_once_with_a_hold_of_its_own",
    ),
    patched(
        "awaited-told-by-webhook",
        "That a bank is at it is written down though the browser never comes back.",
        "checkout/webhook_handler.py",
        "return self._finish(lambda: self._awaited(attempt, payment))",
        "return self._finish(lambda: (WebhookOutcome.DONE, None))",
        f"{SCENARIOS}::{WHOEVER}",
    ),
    patched(
        "awaited-failure-is-canceled",
        "A payment that failed is canceled before its pieces come free.",
        "checkout/awaited/looking.py",
        "        end(attempt)\n",
        "        close(attempt.pk)\n",
        f"{SCENARIOS}::test_bank_that_says_no_frees_the_pieces_and_is_told_once",
    ),
    patched(
        "awaited-failure-is-told",
        "Who waited for a bank is told that it said no.",
        "checkout/attempts.py",
        "        if was == AttemptState.AWAITING:\n            say_failed(attempt)\n",
        "",
        f"{SCENARIOS}::test_bank_that_says_no_frees_the_pieces_and_is_told_once",
    ),
    patched(
        "awaited-page-is-private",
        "Nobody else sees what somebody waits for.",
        "checkout/awaited/views.py",
        "if found is None or not (is_own or awaited_key_fits(reference, key)):",
        "if found is None:",
        f"{SCENARIOS}::test_page_is_private_and_never_stored",
    ),
    patched(
        "nothing-charged-only-when-asked",
        "Nothing was charged is said only when Stripe has just been asked.",
        GATE,
        "        _look_whether_paid(attempt)\n        raise\n",
        "        raise\n",
        f"{SENTENCES}::test_changed_bag_after_paying_in_another_tab_leads_to_the_order",
    ),
    patched(
        "nothing-charged-not-when-silent",
        "When Stripe is silent, nobody claims that nothing was charged.",
        "checkout/gate_views.py",
        'StripeUnavailable: ("unknown", 503)',
        'StripeUnavailable: ("changed", 503)',
        f"{SENTENCES}::test_silent_stripe_leaves_open_whether_an_earlier_payment_went_through",
    ),
)
