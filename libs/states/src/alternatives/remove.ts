import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, step } from '../step.js';
import { runTool } from '../tool.js';
import { queryAlternatives } from './parts/query.js';

export class AlternativesRemoveArgs {
  @Arg({ doc: 'Name of the group, such as editor.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The program, such as /usr/bin/vim.', type: 'string' })
  path!: string;
}

export const remove = defineState({
  name: 'alternatives.remove',
  doc: 'Keep a program from being among the alternatives for a name.',
  args: AlternativesRemoveArgs,
  example: 'editor:\n  alternatives.remove:\n    - path: /usr/bin/vim\n',
  async plan(host, want, context) {
    const now = await queryAlternatives(host, want.name, context);
    if (now && 'plan' in now) return now.plan;
    const priority = now?.known.get(want.path);
    if (priority === undefined) return already(`${want.path} is no alternative for ${want.name}`);
    return {
      steps: [
        step(
          `remove ${want.path} from the alternatives for ${want.name}`,
          { [want.path]: { old: priority, new: '' } },
          async (machine) => {
            await runTool(machine, ['update-alternatives', '--remove', want.name, want.path]);
          },
        ),
      ],
      already: '',
    };
  },
});
