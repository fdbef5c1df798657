"""From files that people wrote to a dataset that can be trusted: ``read``, then ``check``."""
