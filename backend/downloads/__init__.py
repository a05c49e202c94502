"""What a member takes along for study without a network."""
