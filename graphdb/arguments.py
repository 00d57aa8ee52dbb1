"""Reads what callers give as days and as names: converted where it is plain, else refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def as_day(value: object, name: str) -> date | None:
    """Read a day: a date, a time of day's date, a text such as ``2020-01-03``; ``None`` stays.

    Times of numpy and pandas are read as well.

    Raises
    ------
    TypeError
        It is not a kind of date.
    ValueError
        It is not a calendar date: a text of another form, or not-a-time.

    Examples
    --------
    >>> as_day("2020-01-03", "at"), as_day(datetime(2020, 1, 3, 12), "at")
    (datetime.date(2020, 1, 3), datetime.date(2020, 1, 3))
    """
    if value is None or type(value) is date:
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{name} is not a date such as 2020-01-03: {value!r}") from error
    found = value
    if type(value).__name__ == "datetime64" and hasattr(value, "astype"):
        found = value.astype("datetime64[D]").item()
    elif not isinstance(value, date):
        raise TypeError(
            f"{name} must be a date, such as datetime.date(2020, 1, 3), "
            f"not {type(value).__name__}: {value!r}"
        )
    if not isinstance(found, date) or found != found:
        raise ValueError(f"{name} is not a calendar date: {value!r}")
    return found.date() if isinstance(found, datetime) else found


def as_names(value: object, name: str) -> tuple[str, ...]:
    """Read names: several in any order that can be listed, or one text, which is one name.

    Raises
    ------
    TypeError
        It is neither a text nor several texts.

    Examples
    --------
    >>> as_names("curated", "datasets"), as_names(["a", "b"], "datasets")
    (('curated',), ('a', 'b'))
    """
    if value is None:
        return ()
    if isinstance(value, str):
        return (str(value),)
    names = tuple(value) if isinstance(value, Iterable) else (value,)
    for one in names:
        if not isinstance(one, str):
            raise TypeError(
                f'{name} must be names, such as ("curated",), not {type(one).__name__}: {one!r}'
            )
    return tuple(str(one) for one in names)


def settle(
    instance: object,
    *,
    day: Iterable[str] = (),
    days: Iterable[str] = (),
    names: Iterable[str] = (),
) -> None:
    """Read the fields of a frozen dataclass that hold days and names, when it is made.

    Parameters
    ----------
    day
        Fields that must have a day.
    days
        Fields that may be ``None`` instead.
    names
        Fields of several names.
    """
    for field in (*day, *days):
        object.__setattr__(instance, field, as_day(getattr(instance, field), field))
    for field in day:
        _required(getattr(instance, field), field)
    for field in names:
        object.__setattr__(instance, field, as_names(getattr(instance, field), field))


def settled(
    *, day: Iterable[str] = (), days: Iterable[str] = (), names: Iterable[str] = ()
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Read the arguments of a function as :func:`settle` reads fields.

    Examples
    --------
    >>> @settled(day=["at"], names=["datasets"])
    ... def asked(at: date, datasets: tuple[str, ...] = ()) -> str:
    ...     return f"{at:%Y} {datasets}"
    >>> asked("2020-01-03", datasets="curated")
    "2020 ('curated',)"
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        parameters = signature(function)

        @wraps(function)
        def settling(*args: P.args, **kwargs: P.kwargs) -> T:
            given = parameters.bind(*args, **kwargs)
            for name in {*day, *days} & given.arguments.keys():
                given.arguments[name] = as_day(given.arguments[name], name)
            for name in set(day):
                _required(given.arguments[name], name)
            for name in set(names) & given.arguments.keys():
                given.arguments[name] = as_names(given.arguments[name], name)
            return function(*given.args, **given.kwargs)

        return settling

    return decorate


def _required(value: object, name: str) -> None:
    if value is None:
        raise TypeError(f"{name} must be a date, such as datetime.date(2020, 1, 3), not None")
