"""Manual awards: points given or taken by hand, asked by one and decided by another."""
