"""Questions and answers under a lesson."""
