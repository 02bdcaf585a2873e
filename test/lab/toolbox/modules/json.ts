import type { ToolboxModule } from '../toolbox.js';

const file = '/root/kept/app.json';
const digits = '115792089237316195423570985008687907853269984665640564039457584007913129639935';

/** Python reads what fleet wrote. */
export const toolbox: ToolboxModule = {
  module: 'json',
  prepare: `cat > ${file} <<'END'
{
  "words": "top words",
  "wei": ${digits},
  "server": { "port": 80, "debug": true }
}
END
chmod 640 ${file}; chown daemon ${file}`,
  states: [
    `set:
  json.values_present:
    - name: ${file}
    - values:
        server:port: 8443
        server:
          name: fleet
          tags: [a, b]
`,
    `gone:
  json.values_absent:
    - name: ${file}
    - values: ['server:debug']
`,
  ],
  verdicts: [
    {
      sls: `misplaced:
  json.values_present:
    - name: ${file}
    - values: {'server:port:deeper': 1}
`,
      results: { misplaced: { result: false, comment: /port is no mapping/ } },
    },
  ],
  seen: {
    [`python3 -c "import json; s = json.load(open('${file}'))['server']; print(s['port'], s['name'], s['tags'], 'debug' in s)"`]:
      "8443 fleet ['a', 'b'] False\n",
    [`grep -c '${digits}' ${file}; grep -c 'top words' ${file}; stat -c '%a %U' ${file}`]: '1\n1\n640 daemon\n',
  },
  functions: [
    { call: ['json.get', file, 'server:port'], value: 8443 },
    { call: ['json.get', file, 'nope', 'default=7'], value: 7 },
    { call: ['json.set', file, 'server:port', '80'], value: { old: 8443, new: 80 } },
    { call: ['json.set', file, 'server:port', '80'], value: {} },
    { call: ['json.delete', file, 'server:tags:0'], value: { old: 'a', new: null } },
    { call: ['json.get', file, 'server'], value: { port: 80, name: 'fleet', tags: ['b'] } },
    { call: ['json.get', '/etc/shadow'], refused: /line 1, column / },
  ],
};
