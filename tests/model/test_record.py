from diplomatic_ties.model.record import Event


def changed(event: Event, **values: object) -> Event:
    return Event.model_validate(event.model_dump() | values)


def test_a_raised_or_lifted_limit_restores(events: list[Event]) -> None:
    event = next(event for event in events if event.ceiling)

    def direction(before: int | None, after: int | None, rule: str = "maximum") -> str:
        ceiling = {"before": before, "after": after, "rule": rule, "scope": "all_staff"}
        return changed(event, ceiling=ceiling).direction

    assert direction(20, 10) == direction(None, 30) == direction(None, None, "parity") == "cut"
    assert direction(10, 20) == direction(10, None, "lifted") == "restore"


def test_what_is_lifted_is_restored(events: list[Event]) -> None:
    event = next(event for event in events if event.measure.liftable and not event.lifts)
    assert event.direction == "cut"
    assert changed(event, lifts=True).direction == "restore"


def test_only_counts_of_the_coded_scope_are_said_of_it(events: list[Event]) -> None:
    event = next(e for e in events if e.persons and e.persons.scope == "diplomats" and len(e.sources) > 2)
    pages = [page.model_dump() for page in event.sources[:3]]
    for page, number, scope in zip(pages, (8, 9, 11), (None, "diplomats", "all_staff"), strict=True):
        page["says"] = {"persons": number, "persons_scope": scope}
    assert changed(event, sources=pages).said_persons == [8, 9]


def test_a_record_is_named_by_its_facts(events: list[Event]) -> None:
    event = changed(events[0], announced="2021-10~", initiator="NATO", counterpart="RUS", measure="recall", id="k7m2x9")
    assert event.file_name == "2021/2021-10-nato-rus-recall.k7m2x9.yaml"
