import { createHash } from 'node:crypto';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const web = 'http://127.0.0.1:8099';
export const t = '/srv/t';

/** Full, read-only and immutable for real: two small file systems in memory, and one of ext4 whose files can be made immutable. */
export const prepare = `
set -e
mkdir -p ${t}/tidy/d ${t}/old /root/web /mnt/full /mnt/ro /mnt/ext
mount -t tmpfs -o size=64k tmpfs /mnt/full
printf 'old\\n' > /mnt/full/app.conf
head -c 1000000 /dev/zero > /mnt/full/fill 2>/dev/null || true
mount -t tmpfs tmpfs /mnt/ro
printf 'old\\n' > /mnt/ro/app.conf
mount -o remount,ro /mnt/ro
truncate -s 8M /root/ext.img
mkfs.ext4 -q -F /root/ext.img
[ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237
for try in 1 2 3 4 5; do
  node=$(losetup --find)
  [ -e "$node" ] || mknod "$node" b 7 "\${node#/dev/loop}"
  mount -o loop /root/ext.img /mnt/ext && break
done
mountpoint -q /mnt/ext
printf 'old\\n' > /mnt/ext/fixed.conf
printf 'old\\n' > /mnt/ext/free.conf
chattr +i /mnt/ext/fixed.conf
printf 'tool 1.2' > /root/web/tool
(cd /root/web && sha256sum tool > SHA256SUMS)
head -c 110000000 /dev/urandom > /root/large
chmod 0755 /root/large
printf 'one\\ntwo = 2\\n' > ${t}/kept.conf
for name in append prepend replace line block comment uncomment keyvalue; do
  printf 'Port 22\\n#Banner none\\nkey=1\\n# begin\\nold\\n# end\\n' > ${t}/$name
done
printf x > ${t}/old/name
printf x > ${t}/gone
printf y > ${t}/original
ln -s /nowhere ${t}/dead
touch -d '30 days ago' ${t}/tidy/old.log ${t}/tidy/d/old.log
touch ${t}/tidy/new.log
systemd-run --quiet --unit=toolbox-web python3 -m http.server 8099 --bind 127.0.0.1 --directory /root/web
for n in $(seq 50); do curl -fs ${web}/tool > /dev/null && break; sleep 0.1; done
`;

export const sources = `
plain:
  file.managed:
    - name: ${t}/new/plain.conf
    - contents: [a, b]
    - user: nobody
    - group: daemon
    - mode: '0640'
    - makedirs: True
    - dir_mode: '0750'
pillar:
  file.managed:
    - name: ${t}/pillar.conf
    - contents_pillar: app:conf
    - contents_newline: False
grain:
  file.managed:
    - name: ${t}/grain
    - contents_grains: id
template:
  file.managed:
    - name: ${t}/tree.conf
    - source: salt://files/app.jinja
    - template: jinja
    - context: {port: 81}
    - defaults: {port: 80, host: localhost}
local:
  file.managed:
    - name: ${t}/large
    - source: /root/large
    - mode: keep
inline digest:
  file.managed:
    - name: ${t}/tool
    - source: ${web}/tool
    - source_hash: sha256=${sha256('tool 1.2')}
    - mode: '0755'
listed digest:
  file.managed:
    - name: ${t}/tool2
    - source: ${web}/tool
    - source_hash: ${web}/SHA256SUMS
first of a list:
  file.managed:
    - name: ${t}/first
    - source: ['salt://files/none', '${web}/none', /none, 'salt://files/plain']
    - skip_verify: True
checked:
  file.managed:
    - name: ${t}/checked
    - contents: good
    - check_cmd: grep -q good
    - tmp_ext: .conf
backed up:
  file.managed:
    - name: ${t}/kept.conf
    - contents: three
    - backup: minion
`;

export const entries = `
dir:
  file.directory:
    - name: ${t}/dir/sub
    - user: nobody
    - mode: '0711'
    - makedirs: True
tree:
  file.recurse:
    - name: ${t}/tree
    - source: salt://conf
    - file_mode: '0600'
    - dir_mode: '0700'
link:
  file.symlink:
    - name: ${t}/link
    - target: ${t}/kept.conf
hard:
  file.hardlink:
    - name: ${t}/hard
    - target: ${t}/keyvalue
touched:
  file.touch:
    - name: ${t}/touched
    - mtime: 1700000000
copied:
  file.copy:
    - name: ${t}/copied
    - source: ${t}/original
    - preserve: True
renamed:
  file.rename:
    - name: ${t}/renamed
    - source: ${t}/old/name
gone:
  file.absent:
    - name: ${t}/gone
data:
  file.serialize:
    - name: ${t}/data.json
    - serializer: json
    - dataset: {b: 1, a: [x]}
tidy:
  file.tidied:
    - name: ${t}/tidy
    - age: 14
    - time_comparison: mtime
    - matches: ['.*\\.log', d]
    - rmdirs: True
cached:
  file.cached:
    - name: ${web}/tool
    - source_hash: ${sha256('tool 1.2')}
decoded:
  file.decode:
    - name: ${t}/decoded
    - encoded_data: //79AA==
    - checksum: sha256
`;

export const edits = `
append:
  file.append:
    - name: ${t}/append
    - text: [key=1, added]
prepend:
  file.prepend:
    - name: ${t}/prepend
    - text: first
replace:
  file.replace:
    - name: ${t}/replace
    - pattern: '^Port (\\d+)'
    - repl: 'Port \\g<1>22'
    - count: 1
    - unless: grep -q 2222 ${t}/replace
line:
  file.line:
    - name: ${t}/line
    - mode: ensure
    - content: second
    - after: ^Port
block:
  file.blockreplace:
    - name: ${t}/block
    - marker_start: '# begin'
    - marker_end: '# end'
    - content: new
comment:
  file.comment:
    - name: ${t}/comment
    - regex: ^key
uncomment:
  file.uncomment:
    - name: ${t}/uncomment
    - regex: ^Banner
keyvalue:
  file.keyvalue:
    - name: ${t}/keyvalue
    - key_values: {key: 2, other: 3}
    - append_if_not_found: True
`;

export const gathered = `
peers:
  file.accumulated:
    - filename: ${t}/peers
    - text: [10.0.0.2, 10.0.0.3]
    - require_in: [file: template of peers]
template of peers:
  file.managed:
    - name: ${t}/peers
    - source: salt://files/peers.jinja
    - template: jinja
`;
