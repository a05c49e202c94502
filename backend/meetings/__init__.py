"""Meetings: plan, sign-in code, board, attendance."""
