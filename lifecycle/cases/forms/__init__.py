"""What people fill in. A form only shapes a command; whether it is allowed is the engine's to say, in the engine's words."""
