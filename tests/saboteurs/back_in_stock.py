"""Telling that a piece is back: once, of what can be bought, to nobody who did not ask."""

from tests.saboteurs.kinds import patched, unconstrained

MAILS = "checkout/tests/test_back_in_stock_mails.py"
ASKING = "checkout/tests/test_back_in_stock.py"
TELLING = "checkout/back_in_stock/telling.py"

SABOTEURS = (
    patched(
        "told-by-one-worker",
        "Who waits is claimed by one worker before the mail is sent.",
        TELLING,
        "filter(pk=asked.pk, next_try_at=asked.next_try_at)",
        "filter(pk=asked.pk)",
        f"{MAILS}::test_many_workers_at_once_tell_each_once",
    ),
    patched(
        "told-once",
        "Who was told is forgotten, and so never told again.",
        TELLING,
        "    row.delete()\n    return 1",
        "    return 1",
        f"{MAILS}::test_everybody_who_waits_is_told_once_and_forgotten",
    ),
    patched(
        "put-off-while-sending",
        "A mail that is being sent is put off for everybody else.",
        TELLING,
        "next_try_at=now + wait_after(asked.attempts), attempts",
        "attempts",
        f"{MAILS}::test_crash_after_sending_repeats_the_same_message",
    ),
    patched(
        "told-with-fixed-id",
        "Every try of the mail that a piece is back bears the same Message-ID.",
        "checkout/back_in_stock/letter.py",
        'message_id(f"back-in-stock.{asked.pk}")',
        'message_id(f"back-in-stock.{asked.attempts}")',
        f"{MAILS}::test_crash_after_sending_repeats_the_same_message",
    ),
    patched(
        "held-pieces-are-not-back",
        "Pieces that open checkouts hold are not told as back.",
        "catalogue/models/back_in_stock.py",
        'on_hand__gt=F("reserved")',
        "on_hand__gt=0 * F('reserved')",
        f"{MAILS}::test_held_pieces_put_nobody_off",
    ),
    patched(
        "no-mail-for-what-is-there",
        "Nobody can make the shop write at once to an address by asking for a piece in stock.",
        "checkout/back_in_stock/asking.py",
        "if offer.free > 0:",
        "if offer.free < 0:",
        f"{ASKING}::test_a_piece_that_is_there_sends_no_mail_to_anybody",
    ),
    unconstrained(
        "asked-once",
        "An address waits once for a piece, however many ask at once.",
        "catalogue_backinstockrequest",
        "back_in_stock_asked_once",
        f"{MAILS}::test_many_requests_at_once_are_kept_once",
    ),
)
