"""One file that holds an installation: its database and what was uploaded, never its secrets."""
