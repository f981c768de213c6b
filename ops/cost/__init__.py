"""What the platform costs: prices with their sources, and what stands idle."""
