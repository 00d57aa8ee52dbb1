"""What carries out the reading and writing of jobs: this process, or Spark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from loaders.options import Workings


@contextmanager
def workings_of(engine: str, master: str | None) -> Iterator[Workings | None]:
    """Give the workings of an engine; ``None`` for this process.

    Parameters
    ----------
    engine
        ``local`` or ``spark``.
    master
        Spark's master, such as ``local[2]``; ``None`` to take what ``spark-submit`` says.

    Raises
    ------
    SparkMissingError
        pyspark, or a Java that it runs on, is missing.
    NoServerError
        The connector's jar cannot be fetched.
    """
    if engine == "local":
        yield None
        return
    from graphdb.outfile import make_folder
    from loaders.spark.session import spark_session
    from loaders.spark.workings import SparkWorkings
    from proxygraph.runtime.download import fetch_jars
    from proxygraph.runtime.home import default_home
    from proxygraph.runtime.lockfile import locked_spark_jars

    cache = default_home().cache
    make_folder(cache)
    jars = locked_spark_jars()
    fetch_jars(jars, cache)
    with spark_session(master, tuple(cache / jar.path for jar in jars)) as session:
        yield SparkWorkings(session)
