import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { runTool } from '../tool.js';
import { queryAlternatives } from './parts/query.js';

export class AlternativesAutoArgs {
  @Arg({ doc: 'Name of the group, such as editor.', type: 'string' })
  name!: string;
}

export const auto = defineState({
  name: 'alternatives.auto',
  doc: 'Keep the alternative with the highest priority in use for a name.',
  args: AlternativesAutoArgs,
  example: 'editor:\n  alternatives.auto: []\n',
  async plan(host, want, context) {
    const now = await queryAlternatives(host, want.name, context);
    if (now && 'plan' in now) return now.plan;
    if (!now)
      return context.test
        ? { verdict: null, comment: `there are no alternatives for ${want.name} yet` }
        : impossible(`there are no alternatives for ${want.name}`);
    if (now.automatic) return already(`the alternative for ${want.name} goes by priority`);
    return {
      steps: [
        step(
          `let priority decide for ${want.name}`,
          { [want.name]: { old: now.current, new: 'auto' } },
          async (machine) => {
            await runTool(machine, ['update-alternatives', '--auto', want.name]);
          },
        ),
      ],
      already: '',
    };
  },
});
