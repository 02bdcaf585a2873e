import type { ToolboxModule } from '../toolbox.js';

const d = '/var/log/toolbox';

export const toolbox: ToolboxModule = {
  module: 'log',
  prepare: `mkdir -p ${d} && printf 'one\\nerror x\\nthree\\n' > ${d}/a.log && seq -f 'error %g' 300000 > ${d}/b.log && printf 'old error\\n' | gzip > ${d}/a.log.1.gz`,
  functions: [
    { call: ['log.tail', `${d}/*.log`, 'lines=1'], value: { [`${d}/a.log`]: 'three', [`${d}/b.log`]: 'error 300000' } },
    { call: ['log.tail', `${d}/none.log`], refused: /there is no file/ },
    { call: ['log.grep', '^ERROR', `${d}/a.log*`, 'ignore_case=True'], value: { [`${d}/a.log`]: 'error x' } },
    {
      call: ['log.grep', 'error', `${d}/*`, 'lines=1'],
      value: { [`${d}/a.log`]: 'error x', [`${d}/a.log.1.gz`]: 'old error', [`${d}/b.log`]: 'error 300000' },
    },
    { call: ['log.grep', '(', `${d}/a.log`], refused: /Unmatched/ },
    ...['critical', 'error', 'warning', 'exception', 'info', 'debug', 'quiet'].map((level) => ({
      call: [`log.${level}`, 'said'] as const,
      value: true,
    })),
  ],
};
