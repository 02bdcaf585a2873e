import type { Value } from '@fleet/values';
import { FunctionRefused, defineFunction, type StateDoc } from '../definition.js';
import { argumentRows } from './argument-rows.js';
import { PatternArgs, meant } from './pattern.js';

export const stateDoc = defineFunction({
  name: 'sys.state_doc',
  doc: 'What states do, with their arguments and an example.',
  args: PatternArgs,
  example: 'sys.state_doc file.managed',
  looks: true,
  async run(_host, want, context) {
    const found = [...context.stateDocs()]
      .filter(([name]) => meant(name, want.pattern))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (found.length === 0)
      throw new FunctionRefused('not-found', `no state matches ${want.pattern ?? 'anything: this minion has none'}`);
    return new Map<Value, Value>(found.map(([name, definition]) => [name, documentation(definition)]));
  },
});

function documentation({ doc, args, example }: StateDoc): string {
  const rows = [doc, ...(args ? argumentRows(args) : [])];
  if (example !== undefined)
    rows.push(
      '',
      'Example:',
      '',
      ...example
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
    );
  return rows.join('\n');
}
