"""Signing in to a meeting: the rotating code, tickets, devices, offline claims, leases, cards."""
