"""Sound as samples and as files: decode, measure, join, set loudness, encode. Only this folder imports av."""
