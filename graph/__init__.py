"""The graph: its model, the databases that hold it, and how it is planned, written and derived."""
