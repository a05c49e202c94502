"""What the app tells a member: an answer, an assignment, a decision."""
