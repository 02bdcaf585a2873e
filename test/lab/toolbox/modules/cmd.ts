import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const script = '#!/bin/sh\necho "$1 $(id -un) $(pwd)"\nexit ${2:-0}\n';

/** Who may read the copy that runs, and who may put another one there. */
const own = '#!/bin/sh\nstat -c "%a %U" "$0" "$(dirname "$0")"\necho "$0" > /tmp/cmd-own\n';

export const toolbox: ToolboxModule = {
  module: 'cmd',
  prepare:
    'id runner >/dev/null 2>&1 || useradd --create-home --shell /bin/bash runner; rm -f /root/kept/cmd-* /srv/cmd-scripted',
  files: { 'scripts/say.sh': script, 'scripts/say.jinja': '#!/bin/sh\necho {{ word }}\n', 'scripts/own.sh': own },
  states: [
    `made:
  cmd.run:
    - name: echo made > /root/kept/cmd-made
    - creates: /root/kept/cmd-made
scripted:
  cmd.script:
    - name: salt://scripts/say.sh
    - args: hello
    - runas: runner
    - unless: test -e /srv/cmd-scripted
then:
  cmd.run:
    - name: touch /srv/cmd-scripted
    - unless: test -e /srv/cmd-scripted
`,
  ],
  verdicts: [
    {
      sls: `fails:
  cmd.run:
    - name: echo words >&2; exit 3
waits:
  cmd.wait:
    - name: touch /root/kept/cmd-waited
slow:
  cmd.run:
    - name: sleep 30
    - timeout: 1
stateful:
  cmd.run:
    - name: printf '\\nchanged=no comment="as it was"\\n'
    - stateful: True
`,
      results: {
        fails: { result: false, comment: /3/ },
        waits: { result: true },
        slow: { result: false },
        stateful: { result: true, comment: /as it was/ },
      },
    },
  ],
  seen: { 'cat /root/kept/cmd-made; ls /root/kept/cmd-waited 2>&1 | grep -c "No such"': 'made\n1\n' },
  functions: [
    { call: ['cmd.run', 'echo out; echo err >&2'], value: 'out\nerr' },
    { call: ['cmd.run', 'exit 3'], retcode: 1, value: '' },
    {
      call: [
        'cmd.run',
        'id -un; echo $HOME $USER; umask; pwd; echo $WORD',
        'runas=runner',
        'cwd=/tmp',
        'umask=0077',
        'env={WORD: "a b"}',
      ],
      value: 'runner\n/home/runner runner\n0077\n/tmp\na b',
    },
    { call: ['cmd.run', 'cat', 'stdin=from stdin'], value: 'from stdin' },
    { call: ['cmd.run', 'true', 'runas=not-there'], refused: /not-there/ },
    { call: ['cmd.run', 'true', 'cwd=/not/there'], refused: /\/not\/there/ },
    {
      // The whole group is ended, the child in the background too, one that ignores SIGTERM as well.
      call: ['cmd.run', "(trap '' TERM; sleep 61) & sleep 62", 'timeout=1'],
      retcode: 1,
      value: expect.stringMatching(/ended after \d+\.\d s: it took longer than its timeout/),
      seen: { 'sleep 0.3; pgrep -f "sleep 6[12]" || echo none': 'none\n' },
    },
    {
      call: ['cmd.run_all', 'echo out; echo err >&2; exit 2'],
      retcode: 1,
      value: expect.objectContaining({ stdout: 'out', stderr: 'err', retcode: 2, pid: expect.any(Number) }),
    },
    {
      call: ['cmd.run_all', 'yes word | head -c 3000000; echo end >&2'],
      value: expect.objectContaining({ retcode: 0, stderr: 'end' }),
    },
    { call: ['cmd.run_stdout', 'echo out; echo err >&2'], value: 'out' },
    { call: ['cmd.run_stderr', 'echo out; echo err >&2'], value: 'err' },
    { call: ['cmd.shell', 'echo $0 $((6 * 7)) | wc -w'], value: '2' },
    { call: ['cmd.shell', 'echo ${BASH_VERSION:+bash}', 'shell=/bin/bash'], value: 'bash' },
    { call: ['cmd.retcode', 'exit 7'], value: 7 },
    {
      call: ['cmd.script', 'salt://scripts/say.sh', 'args=hello 4', 'runas=runner', 'cwd=/tmp'],
      retcode: 1,
      value: expect.objectContaining({ stdout: 'hello runner /tmp', retcode: 4 }),
    },
    {
      call: ['cmd.script', 'salt://scripts/own.sh', 'runas=runner'],
      value: expect.objectContaining({ stdout: '700 runner\n711 root', retcode: 0 }),
      seen: { 'ls "$(cat /tmp/cmd-own)" 2>&1 | grep -c "No such"; rm /tmp/cmd-own': '1\n' },
    },
    { call: ['cmd.script_retcode', 'salt://scripts/say.sh', 'args=hello 5'], value: 5 },
    { call: ['cmd.exec_code', 'sh', 'echo $((6 * 7))'], value: '42' },
    { call: ['cmd.which', 'sh'], value: expect.stringMatching(/\/sh$/) },
    { call: ['cmd.has_exec', 'no-such-program'], value: false },
    { call: ['cmd.shells'], value: expect.arrayContaining(['/bin/sh']) },
  ],
};
