"""HTTP as RFC 9110 says it, apart from any framework: conditions, ranges, content codings."""
