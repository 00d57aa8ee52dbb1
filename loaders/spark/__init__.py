"""Reloads on Spark: sources read in the executors, the difference a join, the connector writes.

Needs the extra ``proxygraph[spark]``; pyspark is imported when it is used.
"""
