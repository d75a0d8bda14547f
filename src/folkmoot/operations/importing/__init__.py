"""Other people's files turned into programmes. Reading is strict, saving is all or nothing."""
