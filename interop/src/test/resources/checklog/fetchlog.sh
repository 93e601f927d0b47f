#!/usr/bin/env bash
# Copies all that a log publishes (c2sp.org/tlog-tiles), to be checked by checklog: fetchlog.sh URL FOLDER
set -euo pipefail

url=$1 folder=$2

# Fetches the paths that it reads.
fetch() {
  local path
  while IFS= read -r path; do
    printf 'url = "%s"\noutput = "%s"\n' "$url/$path" "$folder/$path"
  done | curl --config - --silent --show-error --fail-early --fail --create-dirs
}

# The paths of the tiles in tile/$1 that hold $2 hashes or entries.
tiles() {
  local n rest name
  for ((n = 0; n * 256 < $2; n++)); do
    printf -v name '%03d' $((n % 1000))
    for ((rest = n / 1000; rest > 0; rest /= 1000)); do
      printf -v name 'x%03d/%s' $((rest % 1000)) "$name"
    done
    rest=$(($2 - n * 256))
    ((rest >= 256)) || name+=.p/$rest
    printf 'tile/%s/%s\n' "$1" "$name"
  done
}

echo checkpoint | fetch
size=$(sed -n 2p "$folder/checkpoint")
[[ $size =~ ^[0-9]{1,18}$ ]] || { printf 'no checkpoint: %s\n' "$folder/checkpoint" >&2; exit 1; }
tiles entries "$size" | fetch
for ((level = 0; size > 0; level++, size /= 256)); do
  tiles "$level" "$size" | fetch
done
