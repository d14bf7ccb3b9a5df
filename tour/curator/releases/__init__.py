"""Releases: previewed, published, compared; and what goes out on paper and as a folder."""
