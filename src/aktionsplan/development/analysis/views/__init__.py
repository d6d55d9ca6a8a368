"""Pages about the situation: for the office and its readers, and the public report form."""
