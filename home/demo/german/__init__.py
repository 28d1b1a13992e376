"""The demo in German: the same goods and pages in other words. Keys and pictures are those of the English."""
