"""What must happen once however many ask for it at the same moment. Real threads, real PostgreSQL: SQLite lets only one writer in."""
