"""System checks of the setting NARRATION."""
