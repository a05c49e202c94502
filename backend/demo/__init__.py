"""A small invented city to try Muster with."""
