"""Who is expected at a meeting: leave, guests, branches that join, helpers at the door."""
