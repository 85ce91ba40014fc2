"""A meeting before its day, on the command line: its papers, its sheet and its deadlines."""
