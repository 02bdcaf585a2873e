/**
 * Loop devices on a lab host. They belong to the whole machine, so each is held by a process of the host, and is detached while it is held: the kernel
 * frees it when that process ends, also where the host is killed. Whatever fails before leaves none behind. A host has a `/dev` of its own, so the nodes
 * are made there.
 */
export const prepareLoops = `set -e
[ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237
for number in $(seq 0 63); do [ -e "/dev/loop$number" ] || mknod "/dev/loop$number" b 7 "$number"; done
loop() { # name, megabytes
  truncate -s "$2M" "/root/$1.img"
  node=$(losetup --find --show "/root/$1.img")
  trap 'losetup --detach "$node"' EXIT
  exec 3<"$node"
  setsid sleep infinity <&3 >/dev/null 2>&1 3<&- &
  trap - EXIT
  losetup --detach "$node"
  exec 3<&-
  losetup --associated "/root/$1.img" | grep -q "^$node:"
  ln -sfn "$node" "/dev/$1"
}
`;
