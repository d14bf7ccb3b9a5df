"""Words: one language beside its source, their history, what was deleted, and translators' own programs."""
