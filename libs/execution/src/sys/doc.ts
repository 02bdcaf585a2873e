import { nearMatch } from '@fleet/diagnostics';
import type { Value } from '@fleet/values';
import { usage } from '../call-function.js';
import { FunctionRefused, defineFunction, type FunctionDefinition } from '../definition.js';
import { argumentRows } from './argument-rows.js';
import { PatternArgs, meant } from './pattern.js';

export const doc = defineFunction({
  name: 'sys.doc',
  doc: 'What functions do, with their arguments and an example.',
  args: PatternArgs,
  example: 'sys.doc service.restart',
  looks: true,
  async run(_host, want, context) {
    const found = [...context.functions().values()]
      .filter((definition) => meant(definition.name, want.pattern))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (found.length === 0) {
      const suggestion = nearMatch(want.pattern ?? '', context.functions().keys());
      throw new FunctionRefused(
        'not-found',
        `no function matches ${want.pattern}${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      );
    }
    return new Map<Value, Value>(found.map((definition) => [definition.name, documentation(definition)]));
  },
});

function documentation(definition: FunctionDefinition): string {
  const rows = [definition.doc, '', `    ${usage(definition)}`, ...argumentRows(definition.args)];
  return [...rows, '', `Example: fleetctl '*' ${definition.example}`].join('\n');
}
