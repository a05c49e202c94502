"""Signing in to the app: passwords, sessions, devices."""
