"""Sound: sentence by sentence, the voices, and a person's reading."""
