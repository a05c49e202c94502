"""The secretary's phone during a meeting: who is in, marks, approvals, second checks."""
