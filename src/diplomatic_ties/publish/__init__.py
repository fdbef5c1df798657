"""From a checked dataset to what is published: ``derive``, then ``write``, then ``package``."""
