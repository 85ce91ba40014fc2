"""The server: journal, hub, accounts and papers. The only place that decides and may look."""
