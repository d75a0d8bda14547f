"""Pages of staff about their organisation, their colleagues and themselves."""
