"""Muster's server: study, meetings and membership for organisations built as a tree."""
