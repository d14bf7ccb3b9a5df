"""Room feedback."""
