"""What every API view shares: problem documents, authentication, pagination, the schema."""
