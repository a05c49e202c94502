"""Disputes: a member questions a booking, and gets an answer by a day."""
