"""One payment, one order, and the order's money is the payment's."""

from django.utils.translation import gettext_lazy as _

from checkout.audit.check import Check

PAYMENT_CHECKS = (
    Check(
        "placed-has-order",
        "I1",
        _("Every checkout that counts as placed has its order."),
        "checkout_checkoutattempt WHERE state = 'placed'",
        """
        SELECT 'attempt ' || CAST(attempt.id AS TEXT)
        FROM checkout_checkoutattempt AS attempt
        LEFT JOIN checkout_order AS placed ON placed.attempt_id = attempt.id
        WHERE attempt.state = 'placed' AND placed.id IS NULL
        """,
    ),
    Check(
        "order-has-attempt",
        "I1",
        _("Every order comes from a checkout, and that counts as placed."),
        "checkout_order",
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        LEFT JOIN checkout_checkoutattempt AS attempt ON attempt.id = placed.attempt_id
        WHERE attempt.id IS NULL OR attempt.state <> 'placed'
        """,
    ),
    Check(
        "order-payment",
        "I1",
        _("Every order has the payment of its checkout; only what cost nothing has none."),
        "checkout_order",
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        JOIN checkout_checkoutattempt AS attempt ON attempt.id = placed.attempt_id
        WHERE COALESCE(placed.stripe_pid, '') <> COALESCE(attempt.stripe_pid, '')
            OR (placed.stripe_pid IS NULL AND placed.paid_total > 0.001)
        """,
    ),
    Check(
        "payment-once",
        "I4",
        _("No payment, checkout or number belongs to two orders, no payment to two checkouts."),
        "checkout_order",
        """
        SELECT 'payment ' || stripe_pid FROM checkout_order
        WHERE stripe_pid IS NOT NULL GROUP BY stripe_pid HAVING COUNT(*) > 1
        UNION SELECT 'payment ' || stripe_pid FROM checkout_checkoutattempt
        WHERE stripe_pid IS NOT NULL GROUP BY stripe_pid HAVING COUNT(*) > 1
        UNION SELECT 'attempt ' || CAST(attempt_id AS TEXT) FROM checkout_order
        GROUP BY attempt_id HAVING COUNT(*) > 1
        UNION SELECT 'order ' || order_number FROM checkout_order
        GROUP BY order_number HAVING COUNT(*) > 1
        """,
    ),
    Check(
        "one-open-attempt",
        "I4",
        _("No bag has two open checkouts."),
        "checkout_checkoutattempt WHERE state = 'open'",
        """
        SELECT 'bag ' || CAST(bag_id AS TEXT) FROM checkout_checkoutattempt
        WHERE state = 'open' AND bag_id IS NOT NULL GROUP BY bag_id HAVING COUNT(*) > 1
        """,
    ),
    Check(
        "money-received",
        "I2",
        _("The money received is the order's total, or the order was marked for attention."),
        "checkout_order",
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        WHERE ABS(placed.paid_total - placed.grand_total) > 0.001
            AND NOT $doubted_amount AND NOT $doubted_currency
        """,
    ),
    Check(
        "order-currency",
        "I2",
        _("Every order is in the currency of its checkout."),
        "checkout_order",
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        JOIN checkout_checkoutattempt AS attempt ON attempt.id = placed.attempt_id
        WHERE placed.currency <> attempt.currency
        """,
    ),
    Check(
        "refunded-within-paid",
        "I11",
        _("No order has more refunded than was received, or less than nothing."),
        "checkout_order",
        """
        SELECT 'order ' || order_number FROM checkout_order
        WHERE refunded_total < -0.001 OR refunded_total > paid_total + 0.001
        """,
    ),
    Check(
        "state-says-money",
        "I13",
        _("The state of every order is known and says what its refunds and reasons say."),
        "checkout_order",
        """
        SELECT 'order ' || order_number FROM checkout_order
        WHERE (state = 'refunded' AND (paid_total < 0.001 OR ABS(refunded_total - paid_total) > 0.001))
            OR (state = 'part_refunded'
                AND (refunded_total < 0.001 OR refunded_total > paid_total - 0.001))
            OR (state = 'paid' AND ABS(refunded_total) > 0.001)
            OR (state = 'review' AND (CAST(review_reasons AS TEXT) = '[]' OR accepted_at IS NOT NULL))
            OR (state IN ('paid', 'part_refunded')
                AND CAST(review_reasons AS TEXT) <> '[]' AND accepted_at IS NULL)
            OR state NOT IN
                ('review', 'paid', 'part_refunded', 'refunded', 'disputed', 'dispute_lost')
        """,
    ),
)
