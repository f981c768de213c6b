"""The operator's package: python -m ops GROUP COMMAND. It is never bundled into a Lambda."""
