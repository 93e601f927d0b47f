#!/usr/bin/env bash
# Checks the proof of one event with OpenSSL 3 and the tools of any system, and says what is proven:
#
#   checkproof.sh VKEY FILE.tlog-proof
#
# Formats: c2sp.org/tlog-proof, c2sp.org/signed-note, RFC 9162 section 2.1.3.2; the record of an event is laid out in
# docs/format.md.
set -euo pipefail
shopt -s inherit_errexit

refuse() {
  printf 'REFUSED: %s\n' "$1" >&2
  exit 1
}

# What others wrote is not computed with before it is known to be a number.
is_number() {
  [[ $1 =~ ^(0|[1-9][0-9]{0,17})$ ]]
}

# SHA-256, in Base64, of the byte $1 and the bytes that the other arguments are in Base64.
sha256() {
  local byte=$1 part
  shift
  { printf '%b' "$byte"; for part; do base64 -d <<<"$part" || exit; done; } | openssl dgst -sha256 -binary | base64
}

# The number in the bytes of $1, in Base64, that begin at $2 and are $3.
number() {
  printf '%d' "0x$(base64 -d <<<"$1" | tail -c "+$(($2 + 1))" | head -c "$3" | od -An -v -tx1 | tr -d ' \n')"
}

name=${1%%+*} rest=${1#*+}
id=${rest%%+*} key=${rest#*+}
mapfile -t lines <"$2"
[[ ${lines[0]} == c2sp.org/tlog-proof@v1 && ${lines[1]} == 'extra '* && ${lines[2]} == 'index '* ]] ||
  refuse 'not the proof of an event with its record'
extra=${lines[1]#extra } index=${lines[2]#index }
is_number "$index" || refuse "no index: $index"

# The hashes of the proof end at an empty line; the checkpoint begins behind it, and its text ends at another one.
at=3
while [[ -n ${lines[at]} ]]; do ((at += 1)); done
hashes=("${lines[@]:3:at-3}")
origin=${lines[at + 1]} size=${lines[at + 2]} root=${lines[at + 3]}
[[ $origin == "$name" && -z ${lines[at + 4]} ]] && is_number "$size" || refuse "no checkpoint of $name"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '%s\n' "$origin" "$size" "$root" >"$work/text"
# RFC 8410: what stands before the 32 bytes of a public key of Ed25519. The byte before them is the type of the key.
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000'; base64 -d <<<"$key" | tail -c +2; } >"$work/key"
signed=
for line in "${lines[@]:at+5}"; do
  signature=${line#"— $name "}
  [[ $line != "$signature" && $(base64 -d <<<"$signature" | head -c 4 | od -An -tx1 | tr -d ' \n') == "$id" ]] || continue
  base64 -d <<<"$signature" | tail -c +5 >"$work/signature"
  openssl pkeyutl -verify -rawin -in "$work/text" -sigfile "$work/signature" -pubin -keyform DER -inkey "$work/key" \
    >/dev/null 2>&1 || refuse "the signature of $name is not good"
  signed=yes
done
[[ -n $signed ]] || refuse "$name has not signed it"

# The record, behind its length in two bytes, is the leaf; the hashes lead from it to the root.
record=$(base64 -d <<<"$extra" | tail -c +3 | base64 -w 0)
(($(base64 -d <<<"$record" | wc -c) == $(number "$extra" 0 2))) || refuse 'it holds more than one record, or a part of one'
hash=$(sha256 '\0' "$record")
fn=$index sn=$((size - 1))
((fn <= sn)) || refuse "a log of $size events has no index $index"
for other in "${hashes[@]}"; do
  [[ $other =~ ^[A-Za-z0-9+/]{43}=$ ]] || refuse "no hash: $other"
  ((sn > 0)) || refuse 'the proof has too many hashes'
  if ((fn % 2 == 1 || fn == sn)); then
    hash=$(sha256 '\1' "$other" "$hash")
    while ((fn > 0 && fn % 2 == 0)); do ((fn /= 2, sn /= 2)) || true; done
  else
    hash=$(sha256 '\1' "$hash" "$other")
  fi
  ((fn /= 2, sn /= 2)) || true
done
[[ $sn == 0 && $hash == "$root" && $(number "$record" 1 8) == $((index + 1)) ]] || refuse 'it does not lead to the root that was signed'

stream=$(number "$record" 105 1) type=$(number "$record" $((106 + stream)) 1)
text() { base64 -d <<<"$record" | tail -c "+$(($1 + 1))" | head -c "$2"; }
printf 'GOOD: position %s of %s: version %s of %s, %s\n' \
  "$(number "$record" 1 8)" "$size" "$(number "$record" 25 8)" "$(text 106 "$stream")" "$(text $((107 + stream)) "$type")"
