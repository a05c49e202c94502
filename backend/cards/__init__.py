"""Member cards, for whoever comes without a phone."""
