"""Taking part."""
