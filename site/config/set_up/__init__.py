"""Making a shop of a migrated database: its address, pages, words, terms and owner."""
