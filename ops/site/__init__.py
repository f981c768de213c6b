"""The static site in its bucket: releases side by side, shown by what the edge's routing names."""
