"""Room curator."""
