"""`city`: every hot operation in seeded cities of several sizes, beside bare rows and beside the machine's own limits."""
