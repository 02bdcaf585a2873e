#!/bin/sh
# An effect that can be counted: effect OPERATION [SECONDS]. A line is one write at the end of the file, so none is torn by another.
echo "$1 begin $$" >>/var/lib/fleet-chaos/effects || exit 1
[ -z "$2" ] || sleep "$2"
echo "$1 end $$" >>/var/lib/fleet-chaos/effects
