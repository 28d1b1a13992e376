"""What Stripe told us has had its effect, once, and nothing waits for ever."""

from django.utils.translation import gettext_lazy as _

from checkout.audit.check import Check

EVENT_CHECKS = (
    Check(
        "success-has-order",
        "I1",
        _("Every payment of ours that Stripe told us succeeded has an order."),
        "checkout_webhookevent WHERE type = 'payment_intent.succeeded'",
        """
        SELECT 'event ' || event.stripe_id
        FROM checkout_webhookevent AS event
        JOIN checkout_checkoutattempt AS attempt ON attempt.stripe_pid = event.stripe_pid
        LEFT JOIN checkout_order AS placed ON placed.stripe_pid = event.stripe_pid
        WHERE event.type = 'payment_intent.succeeded'
            AND event.outcome IN ('done', 'ignored') AND placed.id IS NULL
        """,
    ),
    Check(
        "event-names-order",
        "I14",
        _("Every event about money that is done names the order of its payment."),
        "checkout_webhookevent WHERE outcome = 'done'",
        """
        SELECT 'event ' || event.stripe_id
        FROM checkout_webhookevent AS event
        LEFT JOIN checkout_order AS placed ON placed.id = event.order_id
        WHERE event.outcome = 'done'
            AND (event.type = 'payment_intent.succeeded'
                OR event.type LIKE 'charge.%' OR event.type LIKE 'refund.%')
            AND (placed.id IS NULL OR COALESCE(placed.stripe_pid, '') <> event.stripe_pid)
        """,
    ),
    Check(
        "event-marked",
        "I14",
        _("Every event that is done has its time, and none that is not."),
        "checkout_webhookevent",
        """
        SELECT 'event ' || stripe_id FROM checkout_webhookevent
        WHERE (processed_at IS NULL AND outcome IN ('done', 'ignored'))
            OR (processed_at IS NOT NULL AND outcome IN ('received', 'failed'))
            OR outcome NOT IN ('received', 'done', 'ignored', 'failed')
        """,
    ),
    Check(
        "event-once",
        "I14",
        _("No event is written down twice."),
        "checkout_webhookevent",
        """
        SELECT 'event ' || stripe_id FROM checkout_webhookevent
        GROUP BY stripe_id HAVING COUNT(*) > 1
        """,
    ),
    Check(
        "event-stuck",
        "I14",
        _("No event has waited for more than an hour."),
        "checkout_webhookevent",
        """
        SELECT 'event ' || stripe_id FROM checkout_webhookevent
        WHERE outcome NOT IN ('done', 'ignored') AND received_at < $long_ago
        """,
    ),
    Check(
        "event-mode",
        "I3",
        _("No order mixes test and live money."),
        "checkout_webhookevent WHERE stripe_pid <> ''",
        """
        SELECT 'event ' || event.stripe_id
        FROM checkout_webhookevent AS event
        JOIN checkout_order AS placed ON placed.stripe_pid = event.stripe_pid
        WHERE placed.livemode <> event.livemode
        """,
    ),
)
