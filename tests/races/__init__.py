"""What must happen once however many ask for it at the same moment: real threads on connections of their own, on PostgreSQL and on
SQLite. On SQLite the transaction itself is the lock, so the controls that take locks away run on PostgreSQL only."""
