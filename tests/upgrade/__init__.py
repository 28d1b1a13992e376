"""The last release beside this one: its writers on our schema, and its data brought forward."""
