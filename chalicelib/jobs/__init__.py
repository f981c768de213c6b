"""The other edge: SQS records and schedules, each handed to a service."""
