"""An order adds up, is what was promised before the payment, and its buyer is told once."""

from django.utils.translation import gettext_lazy as _

from checkout.audit.check import Check

ORDER_CHECKS = (
    Check(
        "line-sums",
        "I17",
        _("Every line's total is its price times its pieces."),
        "checkout_orderlineitem",
        """
        SELECT 'order ' || placed.order_number || ' ' || line.sku
        FROM checkout_orderlineitem AS line JOIN checkout_order AS placed ON placed.id = line.order_id
        WHERE line.quantity < 1 OR ABS(line.lineitem_total - line.unit_price * line.quantity) > 0.001
        """,
    ),
    Check(
        "order-sums",
        "I2",
        _("Every order's total is its lines and its delivery."),
        "checkout_order",
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        LEFT JOIN (
            SELECT order_id, SUM(lineitem_total) AS total FROM checkout_orderlineitem GROUP BY order_id
        ) AS sum_of ON sum_of.order_id = placed.id
        WHERE ABS(placed.grand_total - placed.order_total - placed.delivery_cost) > 0.001
            OR (ABS(placed.order_total - COALESCE(sum_of.total, 0)) > 0.001
                AND NOT (sum_of.total IS NULL AND $doubted_rebuilt))
        """,
    ),
    Check(
        "quote-sums",
        "I18",
        _("Every quote's total is its lines and its delivery."),
        "checkout_checkoutquote",
        """
        SELECT 'attempt ' || CAST(quote.attempt_id AS TEXT) || ' v' || CAST(quote.version AS TEXT)
        FROM checkout_checkoutquote AS quote
        LEFT JOIN (
            SELECT quoted.id, SUM(CAST($unit_price AS DECIMAL) * CAST($quantity AS INTEGER)) AS total
            FROM checkout_checkoutquote AS quoted CROSS JOIN $each(quoted.lines) AS e GROUP BY quoted.id
        ) AS sum_of ON sum_of.id = quote.id
        WHERE ABS(quote.grand_total - quote.order_total - quote.delivery_cost) > 0.001
            OR (ABS(quote.order_total - COALESCE(sum_of.total, 0)) > 0.001
                AND NOT (sum_of.total IS NULL AND quote.is_rebuilt))
        """,
    ),
    Check(
        "order-as-quoted",
        "I18",
        _("Every order's pieces, prices and totals are those of a quote of its checkout."),
        "checkout_order",
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        WHERE NOT EXISTS (
            SELECT 1 FROM checkout_checkoutquote AS quote
            WHERE quote.attempt_id = placed.attempt_id
                AND ABS(quote.order_total - placed.order_total) < 0.001
                AND ABS(quote.delivery_cost - placed.delivery_cost) < 0.001
                AND $length(quote.lines) = (
                    SELECT COUNT(*) FROM checkout_orderlineitem AS line WHERE line.order_id = placed.id)
                AND $length(quote.lines) = (
                    SELECT COUNT(*) FROM checkout_orderlineitem AS line
                    JOIN $each(quote.lines) AS e ON line.sku = $sku
                        AND line.quantity = CAST($quantity AS INTEGER)
                        AND ABS(line.unit_price - CAST($unit_price AS DECIMAL)) < 0.001
                    WHERE line.order_id = placed.id))
        """,
    ),
    Check(
        "order-timeline",
        "I13",
        _("Every order's timeline tells once that it was placed, and of attention where there are reasons."),
        "checkout_order",
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        LEFT JOIN checkout_orderevent AS told ON told.order_id = placed.id
        GROUP BY placed.id, placed.order_number, CAST(placed.review_reasons AS TEXT)
        HAVING SUM(CASE WHEN told.kind = 'placed' THEN 1 ELSE 0 END) <> 1
            OR (CAST(placed.review_reasons AS TEXT) <> '[]'
                AND SUM(CASE WHEN told.kind = 'review' THEN 1 ELSE 0 END) = 0)
        """,
    ),
    Check(
        "mail-once",
        "I16",
        _("Every order has exactly one confirmation in the outbox."),
        "checkout_order",
        """
        SELECT 'order ' || placed.order_number
        FROM checkout_order AS placed
        LEFT JOIN checkout_outgoingmail AS mail
            ON mail.order_id = placed.id AND mail.kind = 'confirmation'
        GROUP BY placed.id, placed.order_number HAVING COUNT(mail.id) <> 1
        """,
    ),
)
