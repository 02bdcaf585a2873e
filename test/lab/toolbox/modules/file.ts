import { expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { ToolboxCall, ToolboxModule } from '../toolbox.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const web = 'http://127.0.0.1:8099';
const t = '/srv/t';

/** Full, read-only and immutable for real: two small file systems in memory, and one of ext4 whose files can be made immutable. */
const prepare = `
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
mount -o loop /root/ext.img /mnt/ext
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
ln -s /nowhere ${t}/dead
touch -d '30 days ago' ${t}/tidy/old.log ${t}/tidy/d/old.log
touch ${t}/tidy/new.log
systemd-run --quiet --unit=toolbox-web python3 -m http.server 8099 --bind 127.0.0.1 --directory /root/web
for n in $(seq 50); do curl -fs ${web}/tool > /dev/null && break; sleep 0.1; done
`;

const sources = `
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

const entries = `
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
    - source: ${t}/old/name
    - preserve: True
renamed:
  file.rename:
    - name: ${t}/renamed
    - source: ${t}/old/name
    - require: [file: copied]
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
    - matches: '.*\\.log'
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

const edits = `
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

/** What cannot be done, and one state after all of it, which goes on. */
const refused = `
full:
  file.managed:
    - name: /mnt/full/app.conf
    - source: /root/large
full append:
  file.append:
    - name: /mnt/full/app.conf
    - source: salt://long
full new:
  file.managed:
    - name: /mnt/full/other.conf
    - contents_pillar: long
read-only:
  file.managed:
    - name: /mnt/ro/app.conf
    - contents: new
read-only directory:
  file.directory:
    - name: /mnt/ro/d
read-only absent:
  file.absent:
    - name: /mnt/ro/app.conf
immutable:
  file.managed:
    - name: /mnt/ext/fixed.conf
    - contents: new
immutable edit:
  file.replace:
    - name: /mnt/ext/fixed.conf
    - pattern: old
    - repl: new
    - backup: False
tampered:
  file.managed:
    - name: ${t}/tampered
    - source: ${web}/tool
    - source_hash: ${sha256('other')}
missing url:
  file.managed:
    - name: ${t}/tampered
    - source: ${web}/none
    - skip_verify: True
owner:
  file.managed:
    - name: ${t}/tampered
    - contents: x
    - user: ghost
directory in the way:
  file.managed:
    - name: ${t}/dir
    - contents: x
file in the way:
  file.managed:
    - name: ${t}/keyvalue/below/x
    - contents: x
    - makedirs: True
dead link in the way:
  file.managed:
    - name: ${t}/dead/x
    - contents: x
    - makedirs: True
disagreed:
  file.managed:
    - name: ${t}/checked
    - contents: bad
    - check_cmd: grep -q good
goes on:
  file.exists:
    - name: ${t}/checked
is away:
  file.missing:
    - name: ${t}/tampered
`;

const gathered = `
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

const f = '/root/kept/f';
const functions: readonly ToolboxCall[] = [
  { call: ['file.write', `${f}/a`, 'one', 'two'], refused: /no such file or directory/ },
  {
    call: ['file.mkdir', f, 'nobody', 'daemon', "'0750'"],
    value: true,
    seen: { [`stat -c '%a %U %G' ${f}`]: '750 nobody daemon\n' },
  },
  {
    call: ['file.write', `${f}/a`, 'one', 'two'],
    value: `Wrote 2 lines to "${f}/a"`,
    seen: { [`cat ${f}/a`]: 'one\ntwo\n' },
  },
  { call: ['file.append', `${f}/a`, 'three'], value: `Wrote 1 lines to "${f}/a"` },
  {
    call: ['file.prepend', `${f}/a`, 'zero'],
    value: `Prepended 1 lines to "${f}/a"`,
    seen: { [`cat ${f}/a`]: 'zero\none\ntwo\nthree\n' },
  },
  { call: ['file.read', `${f}/a`], value: 'zero\none\ntwo\nthree\n' },
  { call: ['file.head', `${f}/a`, 'lines=1'], value: 'zero' },
  { call: ['file.tail', `${f}/a`, 'lines=2'], value: 'two\nthree' },
  { call: ['file.seek_read', `${f}/a`, '3', '5'], value: 'one' },
  { call: ['file.seek_write', `${f}/a`, 'ONE', '5'], value: 3, seen: { [`sed -n 2p ${f}/a`]: 'ONE\n' } },
  {
    call: ['file.replace', `${f}/a`, '^ONE$', 'one'],
    value: expect.stringContaining('-ONE\n+one'),
    seen: { [`sed -n 2p ${f}/a.bak`]: 'ONE\n' },
  },
  { call: ['file.line', `${f}/a`, 'four', 'mode=insert', 'location=end'], value: expect.stringContaining('+four') },
  {
    call: [
      'file.blockreplace',
      `${f}/a`,
      '# b',
      '# e',
      'in',
      'append_if_not_found=True',
      'backup=minion',
      'show_changes=False',
    ],
    value: true,
    seen: { [`tail -3 ${f}/a`]: '# b\nin\n# e\n' },
  },
  { call: ['file.comment', `${f}/a`, '^two'], value: expect.stringContaining('+#two') },
  { call: ['file.uncomment', `${f}/a`, '^two'], value: expect.stringContaining('+two') },
  { call: ['file.comment_line', `${f}/a`, '^none'], value: false },
  { call: ['file.contains', `${f}/a`, 'two'], value: true },
  { call: ['file.contains_regex', `${f}/a`, '^tw.$'], value: true },
  { call: ['file.search', `${f}/a`, '^TWO$'], value: false },
  { call: ['file.grep', `${f}/a`, 'tw'], value: { pid: expect.any(Number), retcode: 0, stdout: 'two', stderr: '' } },
  {
    call: ['file.list_backups', `${f}/a`],
    value: {
      0: {
        'Backup Time': expect.any(String),
        Size: expect.any(Number),
        Location: expect.stringContaining(`file_backup${f}/a_`),
      },
    },
  },
  {
    call: ['file.restore_backup', `${f}/a`, '0'],
    value: expect.objectContaining({ result: true }),
    seen: { [`grep -c '# b' ${f}/a || true`]: '0\n' },
  },
  { call: ['file.delete_backup', `${f}/a`, '1'], value: expect.objectContaining({ result: true }) },
  { call: ['file.restore_backup', `${f}/a`, '7'], refused: /has no backup 7/ },
  { call: ['file.truncate', `${f}/a`, '4'], value: null, seen: { [`cat ${f}/a`]: 'zero' } },
  { call: ['file.touch', `${f}/t`, 'mtime=1700000000'], value: true, seen: { [`stat -c %Y ${f}/t`]: '1700000000\n' } },
  { call: ['file.copy', `${f}/a`, `${f}/b`], value: true },
  { call: ['file.get_diff', `${f}/a`, `${f}/b`], value: '' },
  { call: ['file.rename', `${f}/b`, `${f}/c`], value: true },
  {
    call: ['file.move', `${f}/c`, '/mnt/ext/c'],
    value: { result: true, comment: expect.any(String) },
    seen: { 'cat /mnt/ext/c': 'zero' },
  },
  { call: ['file.rename', '/mnt/ext/c', `${f}/c`], refused: /different file systems/ },
  { call: ['file.symlink', `${f}/a`, `${f}/l`], value: true },
  { call: ['file.link', `${f}/a`, `${f}/h`], value: true, seen: { [`stat -c %h ${f}/a`]: '2\n' } },
  { call: ['file.makedirs', `${f}/x/y/z`], value: null },
  {
    call: ['file.makedirs_perms', `${f}/x/y`, 'daemon', 'mode=0700'],
    value: null,
    seen: { [`stat -c '%a %U' ${f}/x/y`]: '700 daemon\n' },
  },
  { call: ['file.rmdir', `${f}/x`], refused: /holds y/ },
  { call: ['file.rmdir', `${f}/x`, 'recurse=True'], value: true },
  {
    call: ['file.chown', `${f}/l`, 'daemon', 'nogroup'],
    value: null,
    seen: { [`stat -c '%U %G' ${f}/a ${f}/l`]: 'daemon nogroup\nroot root\n' },
  },
  {
    call: ['file.lchown', `${f}/l`, 'nobody'],
    value: null,
    seen: { [`stat -c %U ${f}/a ${f}/l`]: 'daemon\nnobody\n' },
  },
  { call: ['file.chgrp', `${f}/a`, 'root'], value: null, seen: { [`stat -c %G ${f}/a`]: 'root\n' } },
  { call: ['file.set_mode', `${f}/a`, '0604'], value: '0604', seen: { [`stat -c %a ${f}/a`]: '604\n' } },
  { call: ['file.chown', `${f}/a`, 'ghost'], refused: /user ghost does not exist/ },
  {
    call: ['file.check_perms', `${f}/a`, '{}', 'root', 'root', '0640'],
    value: [
      { name: `${f}/a`, changes: { user: 'root', mode: '0640' }, comment: [], result: true },
      { luser: 'daemon', lgroup: 'root', lmode: '0604' },
    ],
    seen: { [`stat -c '%a %U' ${f}/a`]: '640 root\n' },
  },
  { call: ['file.get_mode', `${f}/a`], value: '0640' },
  { call: ['file.get_user', `${f}/a`], value: 'root' },
  { call: ['file.get_uid', `${f}/a`], value: 0 },
  { call: ['file.get_group', `${f}/a`], value: 'root' },
  { call: ['file.get_gid', `${f}/a`], value: 0 },
  { call: ['file.get_hash', `${f}/a`], value: sha256('zero') },
  { call: ['file.get_sum', `${f}/a`], value: sha256('zero') },
  { call: ['file.check_hash', `${f}/a`, `sha256=${sha256('zero')}`], value: true },
  {
    call: ['file.stats', `${f}/a`],
    value: expect.objectContaining({ size: 4, type: 'file', user: 'root', mode: '0640' }),
  },
  {
    call: ['file.statvfs', '/mnt/full'],
    value: expect.objectContaining({ f_bavail: 0, f_bsize: 4096, f_namemax: 255 }),
  },
  { call: ['file.diskusage', `${f}/a`], value: 4 },
  { call: ['file.find', f, 'type=f', 'name=a*'], value: [`${f}/a`, `${f}/a.bak`] },
  { call: ['file.list_files', f], value: [f, `${f}/a`, `${f}/a.bak`, `${f}/h`, `${f}/l`, `${f}/t`] },
  { call: ['file.readdir', f], value: ['.', '..', 'a', 'a.bak', 'h', 'l', 't'] },
  { call: ['file.readlink', `${f}/l`], value: `${f}/a` },
  { call: ['file.is_link', `${f}/l`], value: true },
  { call: ['file.file_exists', `${f}/a`], value: true },
  { call: ['file.directory_exists', f], value: true },
  { call: ['file.path_exists_glob', '/root/kept/?/a'], value: true },
  { call: ['file.access', `${f}/a`, 'w'], value: true },
  { call: ['file.is_text', `${f}/a`], value: true },
  { call: ['file.is_binary', '/root/large'], value: true },
  { call: ['file.is_empty', `${f}/t`], value: true },
  { call: ['file.basename', `${f}/a`], value: 'a' },
  { call: ['file.dirname', `${f}/a`], value: f },
  { call: ['file.join', '/etc', 'a'], value: '/etc/a' },
  { call: ['file.normpath', '/etc/../a'], value: '/a' },
  { call: ['file.user_to_uid', 'nobody'], value: 65534 },
  { call: ['file.uid_to_user', '0'], value: 'root' },
  { call: ['file.group_to_gid', 'daemon'], value: 1 },
  { call: ['file.gid_to_group', '1'], value: 'daemon' },
  { call: ['file.lsattr', '/mnt/ext/fixed.conf'], value: { '/mnt/ext/fixed.conf': expect.arrayContaining(['i']) } },
  { call: ['file.remove', '/mnt/ext/fixed.conf'], refused: /not permitted/ },
  { call: ['file.chattr', '/mnt/ext/fixed.conf', 'remove', 'i'], value: true },
  { call: ['file.remove', '/mnt/ext/fixed.conf'], value: true },
  { call: ['file.remove', '/'], refused: /root of the machine/ },
  { call: ['file.write', '/mnt/ro/x', 'x'], refused: /read-only/ },
  {
    call: ['file.write', '/mnt/full/x', 'x'.repeat(9000)],
    refused: /no space left/,
    seen: { 'ls -A /mnt/full': 'app.conf\nfill\n' },
  },
  {
    call: ['file.manage_file', `${f}/m`, 'source=salt://files/plain', 'mode=0600'],
    value: { name: `${f}/m`, changes: { diff: 'New file', mode: '0600' }, comment: expect.any(String), result: true },
    seen: { [`stat -c %a ${f}/m`]: '600\n' },
  },
  { call: ['file.check_managed', `${f}/m`, 'source=salt://files/plain'], value: [true, expect.any(String)] },
  {
    call: ['file.check_managed_changes', `${f}/m`, 'contents=other', 'show_changes=True'],
    value: { diff: expect.stringContaining('+other') },
    seen: { [`cat ${f}/m`]: 'plain\n' },
  },
];

export const toolbox: ToolboxModule = {
  module: 'file',
  ownHost: true,
  prepare,
  files: {
    'files/app.jinja': 'host {{ host }} port {{ port }} id {{ grains.id }}\n',
    'files/plain': 'plain\n',
    'files/peers.jinja': "{% for peer in accumulator['peers'] %}peer {{ peer }}\n{% endfor %}",
    'conf/a': 'a\n',
    'conf/sub/b': 'b\n',
    long: 'a long line\n'.repeat(10_000),
  },
  pillar: { app: { conf: 'from the pillar' }, long: 'long '.repeat(20_000) },
  states: [sources, entries, edits],
  verdicts: [
    {
      sls: refused,
      results: {
        full: { result: false, comment: /no space left on the device \(make room there/ },
        'full append': { result: false, comment: /no space left/ },
        'full new': { result: false, comment: /no space left/ },
        'read-only': { result: false, comment: /read-only \(mount it writable/ },
        'read-only directory': { result: false, comment: /read-only/ },
        'read-only absent': { result: false, comment: /read-only/ },
        immutable: { result: false, comment: /not permitted \(`lsattr` shows/ },
        'immutable edit': { result: false, comment: /not permitted/ },
        tampered: { result: false, comment: /expected/ },
        'missing url': { result: false, comment: /404/ },
        owner: { result: false, comment: /user ghost does not exist/ },
        'directory in the way': { result: false, comment: /is a directory, not a file/ },
        'file in the way': { result: false, comment: /keyvalue is a file, not a directory/ },
        'dead link in the way': { result: false, comment: /dead is a symlink that leads to \/nowhere/ },
        disagreed: { result: false, comment: /check_cmd does not agree/ },
        'goes on': { result: true },
        'is away': { result: true },
      },
    },
    { sls: gathered, results: { peers: { result: true }, 'template of peers': { result: true } } },
  ],
  seen: {
    [`stat -c '%a %U %G' ${t}/new ${t}/new/plain.conf`]: '750 nobody daemon\n640 nobody daemon\n',
    [`cat ${t}/new/plain.conf ${t}/pillar.conf`]: 'a\nb\nfrom the pillar',
    [`cat ${t}/grain ${t}/tree.conf ${t}/first ${t}/kept.conf`]:
      'toolbox\nhost localhost port 81 id toolbox\nplain\nthree\n',
    [`cmp ${t}/large /root/large && stat -c %a ${t}/large`]: '755\n',
    [`cat ${t}/tool ${t}/tool2 ${t}/checked`]: 'tool 1.2tool 1.2good\n',
    [`cat ${t}/peers`]: 'peer 10.0.0.2\npeer 10.0.0.3\n',
    [`stat -c '%a %U' ${t}/dir/sub ${t}/tree ${t}/tree/sub/b`]: '711 nobody\n700 root\n600 root\n',
    [`readlink ${t}/link && stat -c %Y ${t}/touched`]: `${t}/kept.conf\n1700000000\n`,
    [`ls -A ${t}/tidy ${t}/old`]: `${t}/old:\n\n${t}/tidy:\nnew.log\n`,
    [`cat ${t}/renamed ${t}/copied && test ! -e ${t}/gone`]: 'xx',
    [`od -An -tx1 ${t}/decoded`]: ' ff fe fd 00\n',
    [`python3 -c 'import json; print(json.load(open("${t}/data.json")))'`]: "{'a': ['x'], 'b': 1}\n",
    [`tail -1 ${t}/append && head -1 ${t}/prepend && head -1 ${t}/replace && sed -n 2p ${t}/line`]:
      'added\nfirst\nPort 2222\nsecond\n',
    [`sed -n 5p ${t}/block && sed -n 3p ${t}/comment && sed -n 2p ${t}/uncomment`]: 'new\n#key=1\nBanner none\n',
    [`grep -E '^(key|other)=' ${t}/keyvalue`]: 'key=2\nother=3\n',
    // Nothing half written: neither in the file nor beside it.
    'cat /mnt/full/app.conf /mnt/ro/app.conf /mnt/ext/fixed.conf': 'old\nold\nold\n',
    [`ls -A /mnt/full /mnt/ro && ls -A ${t} | grep -c '^\\.' || true`]:
      '/mnt/full:\napp.conf\nfill\n\n/mnt/ro:\napp.conf\n0\n',
  },
  functions,
  after: [`not cached:\n  file.not_cached:\n    - name: ${web}/tool\nall:\n  file.absent:\n    - name: ${t}\n`],
};
