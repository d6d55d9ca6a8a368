"""Pages of goals and of the plan."""
