import type { ToolboxModule } from '../toolbox.js';

const file = '/root/kept/app.ini';

/** git reads and writes files of this kind: it is asked whether it sees what fleet wrote. */
export const toolbox: ToolboxModule = {
  module: 'ini',
  prepare: `printf '; top\\n[core]\\n\\tname = x ; kept\\n\\n[old]\\n\\tgone = 1\\n' > ${file}; chmod 640 ${file}; chown daemon ${file}`,
  states: [
    `options:
  ini.options_present:
    - name: ${file}
    - sections:
        core:
          name: fleet
          bare: false
        new:
          port: 8080
fresh:
  ini.sections_present:
    - name: ${file}
    - sections: [later]
`,
    `gone:
  ini.options_absent:
    - name: ${file}
    - sections:
        old: [gone]
empty:
  ini.sections_absent:
    - name: ${file}
    - sections: [later]
`,
  ],
  verdicts: [
    {
      sls: `broken:
  ini.options_present:
    - name: /root/kept/none.ini
    - sections: {a: {b: 1}}
injected:
  ini.options_present:
    - name: ${file}
    - sections: {a: {'b]': "x\\r[core]"}}
`,
      results: {
        broken: { result: false, comment: /does not exist/ },
        injected: { result: false, comment: /control characters/ },
      },
    },
  ],
  seen: {
    [`git config -f ${file} --list`]: 'core.name=fleet\ncore.bare=False\nnew.port=8080\n',
    [`head -1 ${file}; stat -c '%a %U' ${file}`]: '; top\n640 daemon\n',
  },
  functions: [
    { call: ['ini.get_option', file, 'core', 'name'], value: 'fleet' },
    { call: ['ini.get_section', file, 'new'], value: { port: '8080' } },
    { call: ['ini.get_ini', file], value: { core: { name: 'fleet', bare: 'False' }, old: {}, new: { port: '8080' } } },
    {
      call: ['ini.set_option', file, '{core: {name: other}}'],
      value: { core: { name: { before: 'fleet', after: 'other' } } },
      seen: { [`git config -f ${file} core.name`]: 'other\n' },
    },
    {
      call: ['ini.remove_option', file, 'new', 'port'],
      value: '8080',
      seen: { [`grep -c port ${file} || true`]: '0\n' },
    },
    { call: ['ini.remove_section', file, 'new'], value: {}, seen: { [`grep -c new ${file} || true`]: '0\n' } },
    { call: ['ini.get_ini', '/root/kept/none.ini'], retcode: 1, refused: /none\.ini/ },
  ],
};
