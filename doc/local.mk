# Manual pages and what else is worth reading.
