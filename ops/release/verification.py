"""The contract suite, run against one colour of a deployed environment."""
