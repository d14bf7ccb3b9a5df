"""Saving: of two people on one row neither loses work, and nothing is kept that no tour folder could hold."""
