"""What a value, a row, a log line may be: pure, no query, no clock, no user."""
