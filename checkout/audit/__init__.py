"""The money audit: named checks of what must always hold, each one read-only query on the live database."""
