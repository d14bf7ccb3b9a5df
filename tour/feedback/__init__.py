"""The only thing visitors and kiosks ever write: listening counts and mistakes.

No cookie, no session, no account; nothing that could tell one visitor from another is stored.
"""
