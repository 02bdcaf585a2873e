#!/bin/sh
# Moves itself into a cgroup of its own and becomes the given command, so that a cgroup namespace made by that command begins there.
#   enter-cgroup.sh STORE NAME COMMAND…
#   enter-cgroup.sh --leave STORE NAME      ends whatever is left in it, and removes it with all below
# Runs in the mount namespace of the host's holder; the cgroup tree is mounted there, out of the machine's sight.
set -eu
leave=
if [ "$1" = --leave ]; then
  leave=1
  shift
fi
store=$1
name=$2
shift 2

mkdir -p "$store/cgroup"
[ -e "$store/cgroup/cgroup.procs" ] || mount -t cgroup2 cgroup2 "$store/cgroup"
own=$store/cgroup/fleet-lab-$name

if [ -n "$leave" ]; then
  [ -d "$own" ] || exit 0
  [ ! -e "$own/cgroup.kill" ] || echo 1 >"$own/cgroup.kill"
  # A cgroup can be removed once the last of its processes is gone.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    find "$own" -depth -type d -exec rmdir {} + 2>/dev/null && exit 0
    sleep 0.1
  done
  exit 0
fi

# A lab that was killed could not tidy up: its holder is gone, its cgroups are empty.
for old in "$store"/cgroup/fleet-lab-*; do
  holder=${old##*/fleet-lab-}
  [ ! -d "$old" ] || [ -d "/proc/${holder%%-*}" ] || find "$old" -depth -type d -exec rmdir {} + 2>/dev/null || true
done

mkdir -p "$own"
echo $$ >"$own/cgroup.procs"
exec "$@"
