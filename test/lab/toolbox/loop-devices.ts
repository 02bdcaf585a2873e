/**
 * Loop devices on a lab host. They belong to the whole machine, so each is held by a process of the host and frees itself when that ends: also where the
 * host is killed. A host has a `/dev` of its own, so the nodes are made there.
 */
export const prepareLoops = `set -e
[ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237
loop() { # name, megabytes, source
  truncate -s "$2M" "/root/$1.img"
  node=$(losetup --find)
  [ -e "$node" ] || mknod "$node" b 7 "\${node#/dev/loop}"
  for try in 1 2 3 4 5; do
    node=$(losetup --find)
    [ -e "$node" ] || mknod "$node" b 7 "\${node#/dev/loop}"
    losetup "$node" "/root/$1.img" && break
  done
  systemd-run --quiet --unit="lab-loop-$1" sh -c 'exec 3<"$0"; exec sleep infinity' "$node"
  for try in 1 2 3 4 5 6 7 8 9 10; do systemctl is-active --quiet "lab-loop-$1" && break; sleep 0.1; done
  sleep 0.2
  losetup --detach "$node"
  ln -sfn "$node" "/dev/$1"
}
`;
