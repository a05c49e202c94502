"""The tree: city, district, township, branch."""
