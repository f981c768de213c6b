"""Everything that Lambda carries besides app.py. docs/architecture.md is the guide to its rooms."""
