"""Payments as the shop sees them."""
