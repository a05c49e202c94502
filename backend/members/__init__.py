"""People: who belongs to which branch, and who looks after whom."""
