"""Pure: no query, no clock, no user."""
