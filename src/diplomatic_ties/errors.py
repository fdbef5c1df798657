"""Errors that the user can cure; their messages say how. Whatever else is raised is a fault of ours."""


class TiesError(Exception):
    """What all of them are."""


class UnknownError(TiesError, KeyError):
    """A name that is not there."""

    def __str__(self) -> str:
        # KeyError shows its message quoted.
        return Exception.__str__(self)


class InvalidError(TiesError, ValueError):
    """A value that cannot be."""


class MissingError(TiesError, ImportError):
    """A library that is not installed."""


class DamagedError(TiesError, ValueError):
    """Something kept or installed that is not what was released."""


class BuildError(TiesError):
    """A build or a release that cannot go on; nothing was written."""
