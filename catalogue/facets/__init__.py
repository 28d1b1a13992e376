"""Filters of the listings: the index behind them, what was asked, counts, and the panel that shows them."""
