"""Use cases, one module a resource: plain functions, the only place that orchestrates."""
