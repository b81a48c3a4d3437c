"""From files to the graph: readers, the study folder, checks, imports and loads."""
