"""PynamoDB tables and indexes, with the queries that they serve. Key formats stay in here."""
