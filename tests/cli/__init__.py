"""The command line from the outside: what it prints, where, and how it ends."""
