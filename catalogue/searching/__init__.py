"""The search: words as they are compared, the rows it looks into, how each database finds, suggestions."""
