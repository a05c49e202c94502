"""Study-hour reports on screen and as files."""
