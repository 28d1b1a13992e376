"""Every refund has left once, is known to the order, and brought back only what was sold."""

from django.utils.translation import gettext_lazy as _

from checkout.audit.check import Check

REFUND_CHECKS = (
    Check(
        "refunds-add-up",
        "I11",
        _("What an order has refunded is the sum of the refunds that Stripe took."),
        "checkout_order",
        # The order follows its refunds in a transaction of its own, a moment later.
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        LEFT JOIN (
            SELECT order_id, MAX(updated_at) AS changed_at,
                SUM(CASE WHEN state IN ('pending', 'succeeded') THEN amount ELSE 0 END) AS amount
            FROM checkout_refund GROUP BY order_id
        ) AS taken ON taken.order_id = placed.id
        WHERE ABS(placed.refunded_total - COALESCE(taken.amount, 0)) > 0.001
            AND (taken.changed_at IS NULL OR taken.changed_at < $just_now)
        """,
    ),
    Check(
        "refund-known",
        "I11",
        _("Every refund that Stripe took has Stripe's name for it, and no two have the same."),
        "checkout_refund",
        """
        SELECT 'refund ' || CAST(id AS TEXT) FROM checkout_refund
        WHERE state IN ('pending', 'succeeded') AND stripe_refund_id IS NULL
        UNION SELECT 'refund ' || stripe_refund_id FROM checkout_refund
        WHERE stripe_refund_id IS NOT NULL GROUP BY stripe_refund_id HAVING COUNT(*) > 1
        """,
    ),
    Check(
        "refund-stuck",
        "I11",
        _("No refund has waited for Stripe's answer for more than an hour."),
        "checkout_refund",
        """
        SELECT 'refund ' || CAST(id AS TEXT) FROM checkout_refund
        WHERE state IN ('requested', 'unknown') AND created_at < $long_ago
        """,
    ),
    Check(
        "refund-mail-once",
        "I10",
        _("Every refund that arrived is told to its buyer once, and to no other."),
        "checkout_refund WHERE state = 'succeeded'",
        """
        SELECT 'refund ' || CAST(refund.id AS TEXT)
        FROM checkout_refund AS refund
        LEFT JOIN checkout_outgoingmail AS mail ON mail.refund_id = refund.id
        GROUP BY refund.id, refund.order_id, refund.state
        HAVING COUNT(mail.id) > 1
            OR (refund.state = 'succeeded' AND COUNT(mail.id) = 0)
            OR SUM(CASE WHEN mail.order_id <> refund.order_id THEN 1 ELSE 0 END) > 0
        """,
    ),
    Check(
        "unsupplied-refunded",
        "I10",
        _("What cannot be supplied is refunded by itself, an hour after the time for staff at the latest."),
        "checkout_order WHERE state = 'review'",
        # Without a row of its own the setting has its default.
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        CROSS JOIN (
            SELECT CASE WHEN COUNT(*) = 0 THEN 24 ELSE MAX(chosen.refund_unsupplied_after) END AS hours
            FROM checkout_ordersettings AS chosen
            JOIN wagtailcore_site AS site ON site.id = chosen.site_id AND site.is_default_site
        ) AS rule
        WHERE placed.state = 'review' AND placed.stripe_pid IS NOT NULL
            AND placed.paid_total > 0.001 AND placed.refunded_total < 0.001
            AND ($doubted_stock OR $doubted_gone)
            AND NOT ($doubted_amount OR $doubted_currency OR $doubted_livemode OR $doubted_rebuilt)
            AND placed.date < $patience
            AND NOT EXISTS (SELECT 1 FROM checkout_refund AS refund WHERE refund.order_id = placed.id)
        """,
    ),
    Check(
        "restock-as-chosen",
        "I12",
        _("Refunds brought back into stock exactly the pieces that staff chose."),
        "catalogue_stockmovement WHERE kind = 'restock' AND reference <> ''",
        """
        SELECT DISTINCT name FROM (
            SELECT 'refund-' || REPLACE(CAST(refund.id AS TEXT), '-', '') AS name,
                line.sku AS sku, chosen.quantity AS pieces
            FROM checkout_refundline AS chosen
            JOIN checkout_refund AS refund ON refund.id = chosen.refund_id
            JOIN checkout_orderlineitem AS line ON line.id = chosen.line_id
            WHERE chosen.restock AND refund.restocked_at IS NOT NULL
            UNION ALL
            SELECT 'refund-' || REPLACE(SUBSTR(movement.reference, 8), '-', ''), record.sku, -movement.delta
            FROM catalogue_stockmovement AS movement
            JOIN catalogue_stockrecord AS record ON record.id = movement.record_id
            WHERE movement.kind = 'restock' AND movement.reference <> ''
        ) AS difference GROUP BY name, sku HAVING SUM(pieces) <> 0
        """,
    ),
    Check(
        "restock-within-sold",
        "I12",
        _("No line brought back more pieces than it sold."),
        "checkout_refundline WHERE restock",
        """
        SELECT 'order ' || placed.order_number || ' ' || line.sku
        FROM checkout_orderlineitem AS line
        JOIN checkout_order AS placed ON placed.id = line.order_id
        JOIN checkout_refundline AS chosen ON chosen.line_id = line.id AND chosen.restock
        JOIN checkout_refund AS refund
            ON refund.id = chosen.refund_id AND refund.restocked_at IS NOT NULL
        GROUP BY placed.order_number, line.sku, line.quantity
        HAVING SUM(chosen.quantity) > line.quantity
        """,
    ),
)
