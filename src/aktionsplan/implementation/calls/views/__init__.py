"""Pages of calls and applications: for the office and for sponsors."""
