"""Pages of grants: for the office and for sponsors."""
