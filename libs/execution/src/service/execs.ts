import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askTool } from '../tool.js';

export const execs = defineFunction({
  name: 'service.execs',
  doc: 'What each loaded service runs: name → its command, as its unit says it.',
  args: NoArgs,
  example: 'service.execs',
  looks: true,
  async run(host) {
    const words = ['systemctl', 'show', '--no-pager', '--property=Id,ExecStart', '*.service'] as const;
    const text = await askTool(host, words, { outputLimit: 16 * 1024 * 1024 });
    const answers = new Map<Value, Value>();
    for (const block of text.split(/\n\n+/)) {
      const name = /^Id=(.+)\.service$/m.exec(block)?.[1];
      const command = /^ExecStart=\{.*? argv\[\]=(.*?) ; ignore_errors=/m.exec(block)?.[1];
      if (name !== undefined && command !== undefined) answers.set(name, command);
    }
    return new Map([...answers].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  },
});
