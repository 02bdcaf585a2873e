import type { Value } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { PatternArgs, meant } from './pattern.js';

export const stateDoc = defineFunction({
  name: 'sys.state_doc',
  doc: 'What states do.',
  args: PatternArgs,
  example: 'sys.state_doc file.managed',
  looks: true,
  async run(_host, want, context) {
    const found = [...context.stateDocs()]
      .filter(([name]) => meant(name, want.pattern))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (found.length === 0)
      throw new FunctionRefused('not-found', `no state matches ${want.pattern ?? 'anything: this minion has none'}`);
    return new Map<Value, Value>(found.map(([name, definition]) => [name, definition.doc]));
  },
});
