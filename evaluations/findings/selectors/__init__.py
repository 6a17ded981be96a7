"""What is read: the measurements a sweep rests on, and findings."""
