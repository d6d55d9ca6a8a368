"""Pages of bodies: composition, meetings, the running meeting, minutes."""
