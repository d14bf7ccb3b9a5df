"""Room publishing."""
