"""Write courses and lessons, upload media, publish."""
