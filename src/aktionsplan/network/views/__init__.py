"""Pages about organisations and contacts."""
