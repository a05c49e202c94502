"""Two application hosts behind one nginx, each in a network of its own."""
