"""Packages of the application: what `chalice package` makes, smaller, and its template."""
