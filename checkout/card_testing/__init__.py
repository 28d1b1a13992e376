"""Somebody tries stolen cards, spread over so many addresses that no limit by address sees it."""
