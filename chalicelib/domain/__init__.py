"""Values, rules and arithmetic. Pure: no input or output, no AWS, no framework."""
