"""No piece is lost, made up or held for nobody."""

from django.utils.translation import gettext_lazy as _

from checkout.audit.check import Check

STOCK_CHECKS = (
    Check(
        "stock-bounds",
        "I5",
        _("No stock is below zero, and no more is held than is on hand."),
        "catalogue_stockrecord",
        """
        SELECT 'sku ' || sku FROM catalogue_stockrecord
        WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand
        """,
    ),
    Check(
        "held-adds-up",
        "I6",
        _("What counts as held is the sum of the holds."),
        "catalogue_stockrecord",
        """
        SELECT 'sku ' || record.sku
        FROM catalogue_stockrecord AS record
        LEFT JOIN (
            SELECT record_id, SUM(quantity) AS pieces FROM catalogue_stockhold GROUP BY record_id
        ) AS held ON held.record_id = record.id
        WHERE record.reserved <> COALESCE(held.pieces, 0)
        """,
    ),
    Check(
        "holds-of-open",
        "I6",
        _("Only checkouts that are open or await their payment hold stock."),
        "catalogue_stockhold",
        """
        SELECT DISTINCT 'attempt ' || CAST(hold.holder AS TEXT)
        FROM catalogue_stockhold AS hold
        LEFT JOIN checkout_checkoutattempt AS attempt ON attempt.id = hold.holder
        WHERE attempt.id IS NULL OR attempt.state NOT IN ('open', 'awaiting')
        """,
    ),
    Check(
        "holds-as-quoted",
        "I6",
        _("A checkout that can be paid holds all pieces of a quote that it may be charged for, none beyond."),
        "checkout_checkoutattempt WHERE state IN ('open', 'awaiting')",
        # While Stripe has not answered, the pieces of the quote before stay held beside those of the last.
        """
        SELECT 'attempt ' || CAST(attempt.id AS TEXT) FROM checkout_checkoutattempt AS attempt
        WHERE attempt.state IN ('open', 'awaiting')
            AND EXISTS (SELECT 1 FROM checkout_checkoutquote WHERE attempt_id = attempt.id)
            AND NOT EXISTS (
                SELECT 1 FROM checkout_checkoutquote AS quote
                WHERE quote.attempt_id = attempt.id AND NOT EXISTS (
                    SELECT 1 FROM $each(quote.lines) AS e
                    WHERE CAST($quantity AS INTEGER) > COALESCE((
                        SELECT SUM(hold.quantity) FROM catalogue_stockhold AS hold
                        JOIN catalogue_stockrecord AS record ON record.id = hold.record_id
                        WHERE hold.holder = attempt.id AND record.sku = $sku), 0)))
        UNION
        SELECT 'attempt ' || CAST(hold.holder AS TEXT)
        FROM catalogue_stockhold AS hold
        JOIN catalogue_stockrecord AS record ON record.id = hold.record_id
        JOIN checkout_checkoutattempt AS attempt
            ON attempt.id = hold.holder AND attempt.state IN ('open', 'awaiting')
        WHERE hold.quantity > COALESCE((
            SELECT MAX(CAST($quantity AS INTEGER))
            FROM checkout_checkoutquote AS quote CROSS JOIN $each(quote.lines) AS e
            WHERE quote.attempt_id = hold.holder AND $sku = record.sku), 0)
        """,
    ),
    Check(
        "stock-adds-up",
        "I7",
        _("The stock on hand is the sum of its movements."),
        "catalogue_stockrecord",
        """
        SELECT 'sku ' || record.sku
        FROM catalogue_stockrecord AS record
        LEFT JOIN (
            SELECT record_id, SUM(delta) AS pieces FROM catalogue_stockmovement GROUP BY record_id
        ) AS moved ON moved.record_id = record.id
        WHERE record.on_hand <> COALESCE(moved.pieces, 0)
        """,
    ),
    Check(
        "line-took-stock",
        "I7",
        _("Every line took its pieces from stock, but for those its order says were missing."),
        "checkout_orderlineitem",
        """
        SELECT 'order ' || placed.order_number || ' ' || line.sku
        FROM checkout_orderlineitem AS line
        JOIN checkout_order AS placed ON placed.id = line.order_id
        LEFT JOIN (
            SELECT movement.reference, record.sku, -SUM(movement.delta) AS pieces
            FROM catalogue_stockmovement AS movement
            JOIN catalogue_stockrecord AS record ON record.id = movement.record_id
            WHERE movement.kind = 'sale' GROUP BY movement.reference, record.sku
        ) AS sale ON sale.reference = placed.order_number AND sale.sku = line.sku
        LEFT JOIN (
            SELECT doubted.id, $sku AS sku, SUM(CAST($pieces AS INTEGER)) AS pieces
            FROM checkout_order AS doubted CROSS JOIN $each(doubted.review_reasons) AS e
            WHERE $code = 'stock' GROUP BY doubted.id, $sku
        ) AS short ON short.id = placed.id AND short.sku = line.sku
        WHERE COALESCE(sale.pieces, 0) <> line.quantity - COALESCE(short.pieces, 0)
        """,
    ),
    Check(
        "sale-has-line",
        "I7",
        _("Every sale in the ledger takes pieces for a line of its order."),
        "catalogue_stockmovement WHERE kind = 'sale'",
        """
        SELECT 'movement ' || CAST(movement.id AS TEXT)
        FROM catalogue_stockmovement AS movement
        JOIN catalogue_stockrecord AS record ON record.id = movement.record_id
        LEFT JOIN checkout_order AS placed ON placed.order_number = movement.reference
        LEFT JOIN checkout_orderlineitem AS line ON line.order_id = placed.id AND line.sku = record.sku
        WHERE movement.kind = 'sale' AND (line.id IS NULL OR movement.delta >= 0)
        """,
    ),
)
