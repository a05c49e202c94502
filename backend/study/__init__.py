"""Study time: intervals in, hours out."""
