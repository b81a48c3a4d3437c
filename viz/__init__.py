"""Looking at the graph: the link layer as a networkx graph, and pages that draw it."""
