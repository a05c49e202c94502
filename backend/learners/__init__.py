"""What secretaries see of their members' study: who is behind, what is held, which phones hold unsent study."""
