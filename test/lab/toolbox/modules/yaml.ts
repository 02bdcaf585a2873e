import type { ToolboxModule } from '../toolbox.js';

const file = '/root/kept/app.yaml';
const digits = '115792089237316195423570985008687907853269984665640564039457584007913129639935';

/** No reader of YAML lies on the host: the text itself is held. */
export const toolbox: ToolboxModule = {
  module: 'yaml',
  prepare: `cat > ${file} <<'END'
# top words
wei: ${digits}
server: # of the server
  port: 80
  debug: yes
END
chmod 640 ${file}; chown daemon ${file}`,
  states: [
    `set:
  yaml.values_present:
    - name: ${file}
    - values:
        server:port: 8443
        server:
          name: fleet
          tags: [a, b]
`,
    `gone:
  yaml.values_absent:
    - name: ${file}
    - values: ['server:debug']
`,
  ],
  verdicts: [
    {
      sls: `misplaced:
  yaml.values_present:
    - name: ${file}
    - values: {'server:port:deeper': 1}
`,
      results: { misplaced: { result: false, comment: /port is no mapping/ } },
    },
  ],
  seen: {
    [`grep -vE "top|wei" ${file}`]: 'server: # of the server\n  port: 8443\n  name: fleet\n  tags:\n    - a\n    - b\n',
    [`grep -c '${digits}' ${file}; grep -c 'top words' ${file}; stat -c '%a %U' ${file}`]: '1\n1\n640 daemon\n',
  },
  functions: [
    { call: ['yaml.get', file, 'server:port'], value: 8443 },
    { call: ['yaml.get', file, 'nope', 'default=7'], value: 7 },
    { call: ['yaml.set', file, 'server:port', '80'], value: { old: 8443, new: 80 } },
    { call: ['yaml.set', file, 'server:port', '80'], value: {} },
    { call: ['yaml.delete', file, 'server:tags:0'], value: { old: 'a', new: null } },
    { call: ['yaml.get', file, 'server'], value: { port: 80, name: 'fleet', tags: ['b'] } },
    { call: ['yaml.get', '/etc/hostname'], refused: /line 1, column 1: the file holds a single value/ },
  ],
};
