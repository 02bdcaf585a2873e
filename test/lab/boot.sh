#!/bin/bash
# Boots one lab host: runs inside fresh mount, PID, UTS, IPC, network and cgroup namespaces (see lab-host.mjs), lays an overlay
# over the machine's own root so that nothing of the machine changes, and becomes systemd.
#   boot.sh STORE NAME     STORE: a directory that outlives reboots (upper/ and work/ of the overlay)
# The cgroup namespace begins at the host's own cgroup (enter-cgroup.sh), so its systemd sees and ends nobody else's units.
set -euo pipefail
store=$1
name=$2
root=$store/root

mkdir -p "$store/upper" "$store/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$store/upper,workdir=$store/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mkdir -p "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755,nosuid,nodev tmpfs "$root/run"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/tmp"

# A /dev of its own: systemd sets up what it finds, and the machine's nodes must stay as they are.
mount -t tmpfs -o mode=755,nosuid tmpfs "$root/dev"
for node in null zero full random urandom tty; do
  touch "$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
mkdir -p "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/dev/shm"

if [ ! -e "$store/prepared" ]; then
  # The machine's own services stay out of the host; so does what needs hardware or a foreign network.
  find "$root/etc/systemd/system" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
  for unit in systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket systemd-timesyncd.service \
    systemd-networkd.service systemd-networkd.socket systemd-modules-load.service getty.target console-getty.service; do
    ln -s /dev/null "$root/etc/systemd/system/$unit"
  done
  # A minion of the machine itself is none of the host's: with its keys all hosts would be one minion.
  rm -rf "$root/etc/fleet" "$root/var/lib/fleet" "$root/var/cache/fleet"
  rm -rf "$root/var/log/journal" "$root/var/lib/systemd/random-seed"
  mkdir -p "$root/var/log/journal"
  echo "$name" >"$root/etc/hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" >"$root/etc/hosts"
  tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
  printf 'Storage=persistent\nSyncIntervalSec=1s\n' | sed '1i[Journal]' >"$root/etc/systemd/journald.conf"
  # Only what a spec gives the host is installable there: no source of the machine, no traffic out of the lab.
  rm -rf "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d
  mkdir -p "$root/etc/apt/sources.list.d"
  touch "$store/prepared"
fi

# Disks of their own and folders of the machine (lab-host.mjs).
while read -r how from at; do
  [ -n "$how" ] || continue
  mkdir -p "$root$at"
  mount --bind "$from" "$root$at"
  if [ "$how" = ro ]; then mount -o remount,bind,ro "$root$at"; fi
done <"$store/binds"

hostname "$name"
cd "$root"
mkdir -p .machine
pivot_root . .machine
umount -l /.machine
exec env -i container=fleet PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --unit=multi-user.target
