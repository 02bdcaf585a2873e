import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { runTool } from '../tool.js';
import { queryAlternatives } from './parts/query.js';

export class AlternativesSetArgs {
  @Arg({ doc: 'Name of the group, such as editor.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The program that is chosen, such as /usr/bin/vim.', type: 'string' })
  path!: string;
}

export const set = defineState({
  name: 'alternatives.set',
  doc: 'Keep one of the alternatives for a name chosen, whatever their priorities.',
  args: AlternativesSetArgs,
  example: 'editor:\n  alternatives.set:\n    - path: /usr/bin/vim\n',
  async plan(host, want, context) {
    const now = await queryAlternatives(host, want.name, context);
    if (now && 'plan' in now) return now.plan;
    if (!now?.known.has(want.path))
      return context.test
        ? { verdict: null, comment: `${want.path} is no alternative for ${want.name} yet` }
        : impossible(`${want.path} is no alternative for ${want.name}; make it one with \`alternatives.install\``);
    if (!now.automatic && now.current === want.path) return already(`${want.path} is chosen for ${want.name}`);
    return {
      steps: [
        step(
          `choose ${want.path} for ${want.name}`,
          { [want.name]: { old: now.automatic ? `auto (${now.current})` : now.current, new: want.path } },
          async (machine) => {
            await runTool(machine, ['update-alternatives', '--set', want.name, want.path]);
          },
        ),
      ],
      already: '',
    };
  },
});
