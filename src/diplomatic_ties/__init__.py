"""Diplomatic Ties: how states and organisations cut, shrink, restore and open their official ties.

>>> import diplomatic_ties as ties
>>> ties.load("events").num_rows > 0
True
>>> list(ties.tables())[:3]
['events', 'event_sources', 'sources']
"""

from diplomatic_ties.loader import cite, describe, diff, event, load, panel, path, releases, tables

__version__ = "0.7.0.dev0"
__all__ = [
    "__version__",
    "cite",
    "describe",
    "diff",
    "event",
    "load",
    "panel",
    "path",
    "releases",
    "tables",
]
