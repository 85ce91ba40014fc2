"""What the office is asked of the past: flags that end, repeats, actions that are outstanding."""
