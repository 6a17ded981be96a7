"""The embedded size: one parent that starts web, worker, beat and broker, brings back whatever dies, and leaves nothing behind."""
