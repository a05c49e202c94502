"""What stays of a meeting: agenda, minutes, photos, the frozen record, corrections; and hand-overs."""
