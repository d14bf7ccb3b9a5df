"""Visitors: what they listened to, the mistakes they reported, and the kiosks."""
