"""The shopper's bag: what may go in, who it belongs to, what it shows."""
