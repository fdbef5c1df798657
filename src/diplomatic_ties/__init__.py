"""Diplomatic Ties: how states and organisations cut, shrink, restore and open their official ties.

>>> import diplomatic_ties as dt
>>> dt.load("events").num_rows > 0
True
>>> list(dt.tables())[:3]
['events', 'event_sources', 'sources']
"""

from diplomatic_ties.loader import cite, describe, event, load, path, releases, tables

__version__ = "0.2.0"
__all__ = ["__version__", "cite", "describe", "event", "load", "path", "releases", "tables"]
