"""Room content."""
