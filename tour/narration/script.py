"""Text -> script: paragraphs, sentences, and the spoken form of each."""
