"""Year plans: a fixed day a month, with holidays known and moved dates explained."""
