"""The science of a crowd: votes and words turned into insight on your own machine."""
