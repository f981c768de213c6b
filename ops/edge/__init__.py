"""The edge of an environment: site and API behind one address, and which colour answers there."""
