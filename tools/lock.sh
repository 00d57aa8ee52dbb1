#!/bin/sh
# Writes the locks of the Python packages (names, versions and hashes; no addresses).
# Needs pip-tools, which is not part of the development packages: pip install pip-tools
set -eu
cd "$(dirname "$0")/.."
compile() {
    pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url \
        --no-emit-find-links --no-emit-trusted-host --allow-unsafe --no-header \
        --output-file "$@"
}
group() {
    python -c "import sys, tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups'][sys.argv[1]], sep='\n')" "$1"
}
in=$(mktemp -d)
trap 'rm -r "$in"' EXIT
group build > "$in/build.in"
group dev > "$in/dev.in"
compile requirements.lock pyproject.toml "$in/build.in"
compile requirements-dev.lock pyproject.toml "$in/build.in" "$in/dev.in"
# FollowTheMoney builds PyICU from source, which needs ICU's headers: a lock of its own.
echo "-c $PWD/requirements-dev.lock" > "$in/ftm.in"
compile requirements-ftm.lock --extra ftm pyproject.toml "$in/build.in" "$in/ftm.in"
# Spark is large (320 MB) and wants a Java of its own: a lock of its own too.
echo "-c $PWD/requirements-dev.lock" > "$in/spark.in"
compile requirements-spark.lock --extra spark pyproject.toml "$in/build.in" "$in/spark.in"
sed -i -e "s|-r $in/||" -e "s|-c $PWD/||" -e "s|$in/||" \
    requirements.lock requirements-dev.lock requirements-ftm.lock requirements-spark.lock
