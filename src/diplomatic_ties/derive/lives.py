"""When actors were there, and who goes on from whom."""

from collections.abc import Iterable, Iterator
from datetime import date

from diplomatic_ties.model.registries import line
from diplomatic_ties.model.tables import ActorRow

Pair = tuple[str, str]


class Lives:
    """The lives of actors: their first and last days, and for each that another goes on from, that one."""

    def __init__(self, actors: Iterable[ActorRow]) -> None:
        self.begins: dict[str, date] = {}
        self.ends: dict[str, date] = {}
        self.later: dict[str, str] = {}
        for actor in actors:
            if actor.starts:
                self.begins[actor.actor_id] = actor.starts
            if actor.ends:
                self.ends[actor.actor_id] = actor.ends
            if actor.continues:
                self.later[actor.continues] = actor.actor_id

    def born(self, pair: Pair) -> date:
        """The first day on which both were there."""
        return max(self.begins.get(side, date.min) for side in pair)

    def gone(self, pair: Pair) -> date | None:
        """The last day on which both were there; null if both still are."""
        return min((self.ends[side] for side in pair if side in self.ends), default=None)

    def heirs(self, pair: Pair) -> Iterator[Pair]:
        """The pair, and each that goes on from it, one side or both, if the two were there at one time."""
        for one in self.line(pair[0]):
            for other in self.line(pair[1]):
                heir = one, other
                gone = self.gone(heir)
                if heir == pair or gone is None or self.born(heir) <= gone:
                    yield heir

    def line(self, actor: str) -> Iterator[str]:
        """The actor, the one that goes on from it, and so on."""
        return line(actor, self.later)
