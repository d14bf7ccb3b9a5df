"""Tours: their routes, sources, names and map."""
