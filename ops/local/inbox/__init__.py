"""The mail inbox of the local platform: what was sent, as a list for programs and as a page."""
