#!/bin/sh
# Reads managed texts again and again while they are replaced, and notes each that was no whole one.
while sleep 0.2; do
  for file in /srv/chaos/text-*; do
    [ -e "$file" ] || continue
    awk '{ split($2, of, "/") } NR == 1 { name = $1; lines = of[2] } $1 != name || of[1] != NR || of[2] != lines { bad = 1 }
      END { if (NR == 0 || bad || NR != lines) print FILENAME, "has", NR, "lines of", lines, "of", name }' "$file" \
      >>/var/lib/fleet-chaos/halves
  done
done
