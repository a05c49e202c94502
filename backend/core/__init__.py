"""What no feature owns: the web layer, errors, database, settings, time."""
