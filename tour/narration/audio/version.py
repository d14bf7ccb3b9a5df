"""What every track's key covers besides its words and voice; kept apart so that keys need no codec."""

# Raise it when anything in this folder, or in the joining, changes what is heard or written.
VERSION = "1"
# Silence between two sentences, between two paragraphs, and after the last word (seconds).
SENTENCE_PAUSE_S = 0.35
PARAGRAPH_PAUSE_S = 0.7
TAIL_S = 0.25
