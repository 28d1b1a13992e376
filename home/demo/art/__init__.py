"""The drawings of the demo shop: one module a technique, then walls, frames and objects to show them on."""
