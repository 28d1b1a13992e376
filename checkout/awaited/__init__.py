"""Payments that the shopper has confirmed and whose bank takes days: their pieces, page, mails and end."""
