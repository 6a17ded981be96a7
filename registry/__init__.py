"""What exists, who answers for it, and everything that was ever done. The ground floor: imports nothing above it."""
