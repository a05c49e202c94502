"""Points: what was earned and why, and the rankings."""
