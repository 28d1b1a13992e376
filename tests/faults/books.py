"""An empty shop for the next round: no order, no checkout, no stock; its products stay."""

from django.core.management.color import no_style
from django.db import connection

from catalogue.models import StockHold, StockMovement, StockRecord
from checkout import models


def empty_books() -> None:
    """Forget all orders, checkouts and bags, and the stock with its ledger; which shop this is stays."""
    all_of_them = [model for name in models.__all__ if hasattr(model := getattr(models, name), "_meta")]
    own = [model for model in all_of_them if model is not models.ShopIdentity]
    tables = [model._meta.db_table for model in (*own, StockHold, StockMovement, StockRecord)]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
