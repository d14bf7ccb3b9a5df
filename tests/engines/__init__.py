"""The three engines a phone may have, driven alike (a room of the tests)."""
