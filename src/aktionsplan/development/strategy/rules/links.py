"""Goals that contribute to other goals: no goal may serve itself by a detour."""

from collections.abc import Iterable, Mapping


def loop(start: str, serves: Mapping[str, Iterable[str]]) -> list[str]:
    """The shortest way from a goal back to itself along what each serves, `[start, …, start]`; empty when there is none.

    Source: issue 15, bad input: a loop of goals is refused, the path shown.
    """
    before: dict[str, str] = {}
    edge = [start]
    while edge:
        further = []
        for one in edge:
            for above in serves.get(one, ()):
                if above == start:
                    path = [start]
                    while one != start:
                        path.insert(1, one)
                        one = before[one]
                    return [start, *path[1:], start]
                if above not in before:
                    before[above] = one
                    further.append(above)
        edge = further
    return []
