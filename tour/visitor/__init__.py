"""Room visitor."""
