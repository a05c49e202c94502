"""Study outside Muster and in person: claimed with proof, decided by those who look after the branch."""
