"""The catalogue as a table: out to a file, and back with a look at every change before it is made."""
