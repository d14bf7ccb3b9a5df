"""Room operations."""
