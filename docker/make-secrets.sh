#!/bin/sh
# Makes the two secret files that compose.yaml reads: one random password in two forms.
# usage: sh docker/make-secrets.sh [FOLDER]     FOLDER is docker/secrets by default
set -eu
folder=${1:-$(dirname "$0")/secrets}
auth=$folder/neo4j_auth
plain=$folder/neo4j_password
for file in "$auth" "$plain"; do
  if [ -e "$file" ]; then
    echo "$file is there already; nothing was changed." >&2
    echo "A server keeps the password of its first start: keep the file as long as the data." >&2
    exit 1
  fi
done
umask 077
mkdir -p "$folder"
chmod 700 "$folder"
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
printf 'neo4j/%s\n' "$password" >"$auth"
printf '%s\n' "$password" >"$plain"
# The folder keeps others on this machine out; in the containers, whose users have other ids
# than yours, the files themselves have to be readable.
chmod 444 "$auth" "$plain"
echo "Made $auth and $plain."
