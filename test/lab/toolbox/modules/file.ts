import { fileCalls } from '../file-calls.js';
import { edits, entries, gathered, prepare, sha256, sources, t, web } from '../file-slses.js';
import type { ToolboxModule } from '../toolbox.js';

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
immutable absent:
  file.absent:
    - name: /mnt/ext/fixed.conf
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
        'immutable absent': { result: false, comment: /not permitted/ },
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
    [`cat ${t}/renamed ${t}/copied && test ! -e ${t}/gone`]: 'xy',
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
  functions: fileCalls,
  after: [`not cached:\n  file.not_cached:\n    - name: ${web}/tool\nall:\n  file.absent:\n    - name: ${t}\n`],
};
