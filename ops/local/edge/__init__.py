"""The local edge: what CloudFront is in production, one origin for site and API on one port."""
