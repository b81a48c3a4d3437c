"""One contract for all databases: what loading and deriving must do on each."""
