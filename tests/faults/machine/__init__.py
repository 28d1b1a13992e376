"""A state machine over the real shop: any steps in any order, the books compared each time."""
