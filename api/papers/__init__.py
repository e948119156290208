"""What stands on the papers that citizens and officials are given: one file a paper, made of the journal alone."""
