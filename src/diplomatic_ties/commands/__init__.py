"""The console command: what the loader does, from a shell, and the tools of those who curate.

Each verb is a module with ``HELP``, ``arguments`` and ``run``; its name is the verb.
"""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from types import ModuleType

import diplomatic_ties as ties
from diplomatic_ties.errors import TiesError

USERS = ("info", "export", "panel", "show", "cite", "diff", "verify", "browse")
CURATORS = ("validate", "build", "new", "extend", "rename", "order", "schema", "totals", "release", "site")
# What can be done where the system refuses to read or write.
_CURES = {
    errno.ENOSPC: "make room and run it again; what was written before is as it was",
    errno.ENOENT: "name a place that is there",
    errno.EACCES: "name a place that you may write to",
    errno.EROFS: "name a place that you may write to",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 1 where something was wrong, told on standard error."""
    if sys.stdout is None:
        return _failed("standard output is closed; let it go to a file or a terminal")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal without a letter shows its number, and the rest as it is.
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has had enough. What is left must go somewhere when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except TiesError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(_told(error))
    return code


def _told(error: OSError) -> str:
    """What the system says, of which file if it tells that, and what can be done."""
    where = f"{error.filename}: " if error.filename else ""
    cure = _CURES.get(error.errno or 0, "name another place")
    return f"{where}{os.strerror(error.errno) if error.errno else error}; {cure}"


def _failed(problem: str) -> int:
    print(f"diplomatic-ties: {problem}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    about = "How states and organisations cut, shrink, restore and open their official ties."
    parser = argparse.ArgumentParser("diplomatic-ties", description=about)
    parser.add_argument("--version", action="version", version=ties.__version__)
    verbs = parser.add_subparsers(required=True, metavar="command")
    for name in (*USERS, *CURATORS):
        module = _module(name)
        sub = verbs.add_parser(name, help=module.HELP, description=module.HELP)
        module.arguments(sub)
        sub.set_defaults(run=module.run)
    return parser


def _module(name: str) -> ModuleType:
    return import_module(f"diplomatic_ties.commands.{name}")
