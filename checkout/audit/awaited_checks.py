"""A payment that is awaited has left the bag, and its shopper is told once of each turn."""

from django.utils.translation import gettext_lazy as _

from checkout.audit.check import Check

AWAITED_CHECKS = (
    Check(
        "awaited-left-bag",
        "I1",
        _("A checkout that awaits its payment has let go of the bag, and is written down as such."),
        "checkout_checkoutattempt WHERE state = 'awaiting'",
        """
        SELECT 'attempt ' || CAST(attempt.id AS TEXT)
        FROM checkout_checkoutattempt AS attempt
        LEFT JOIN checkout_awaitedpayment AS awaited ON awaited.attempt_id = attempt.id
        WHERE attempt.state = 'awaiting' AND (attempt.bag_id IS NOT NULL
            OR (awaited.id IS NULL
                AND EXISTS (SELECT 1 FROM checkout_checkoutquote WHERE attempt_id = attempt.id)))
        """,
    ),
    Check(
        "awaited-own-quote",
        "I18",
        _("An awaited payment is over a quote of its own checkout, which is not open any more."),
        "checkout_awaitedpayment",
        """
        SELECT 'awaited ' || awaited.reference
        FROM checkout_awaitedpayment AS awaited
        JOIN checkout_checkoutattempt AS attempt ON attempt.id = awaited.attempt_id
        LEFT JOIN checkout_checkoutquote AS quote
            ON quote.id = awaited.quote_id AND quote.attempt_id = attempt.id
        WHERE quote.id IS NULL OR attempt.state = 'open'
        """,
    ),
    Check(
        "awaited-told-once",
        "I16",
        _("Who waits for a bank is told so once, and once that it said no."),
        "checkout_awaitedpayment",
        """
        SELECT 'awaited ' || awaited.reference
        FROM checkout_awaitedpayment AS awaited
        JOIN checkout_checkoutattempt AS attempt ON attempt.id = awaited.attempt_id
        LEFT JOIN checkout_outgoingmail AS mail ON mail.awaited_id = awaited.id
        GROUP BY awaited.id, awaited.reference, attempt.state
        HAVING (attempt.state = 'awaiting'
                AND (COUNT(mail.id) <> 1 OR MAX(mail.kind) <> 'awaited'))
            OR (attempt.state = 'expired'
                AND SUM(CASE WHEN mail.kind = 'awaited_failed' THEN 1 ELSE 0 END) <> 1)
            OR (attempt.state <> 'awaiting'
                AND SUM(CASE WHEN mail.kind = 'awaited' AND mail.sent_at IS NULL AND mail.attempts < 60
                    THEN 1 ELSE 0 END) > 0)
        """,
    ),
)
