import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { askTool } from '../tool.js';

export class PkgGetSelectionsArgs {
  @Arg({ doc: 'Glob over names.', type: 'string', default: '*' })
  pattern!: string;

  @Arg({
    doc: 'Only this state.',
    type: 'string',
    optional: true,
    oneOf: ['install', 'hold', 'deinstall', 'purge'],
  })
  state?: string;
}

export const getSelections = defineFunction({
  name: 'pkg.get_selections',
  doc: 'What is wanted of packages: state → names; hold is what stays at its version.',
  args: PkgGetSelectionsArgs,
  example: "pkg.get_selections 'docker*' state=hold",
  looks: true,
  async run(host, want) {
    const text = await askTool(host, ['dpkg', '--get-selections', '--', want.pattern]);
    const byState = new Map<Value, Value[]>();
    for (const line of text.split('\n')) {
      const [name, state] = line.trim().split(/\s+/);
      if (!name || !state || (want.state !== undefined && state !== want.state)) continue;
      byState.set(state, [...(byState.get(state) ?? []), name]);
    }
    return byState as Map<Value, Value>;
  },
});
