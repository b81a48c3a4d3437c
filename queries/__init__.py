"""Questions to the graph: packs of query files, their checks, tests, runs and renderings."""
