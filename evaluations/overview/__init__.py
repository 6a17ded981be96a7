"""Pages that bring the rooms together: home, and what a person's day starts with."""
