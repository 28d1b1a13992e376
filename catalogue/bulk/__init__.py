"""Changes of many products in one step: a table first, then exactly that table, all of it or nothing."""
