import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { runTool } from '../tool.js';
import { queryAlternatives } from './parts/query.js';

export class AlternativesInstallArgs {
  @Arg({ doc: 'Name of the group, such as editor.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The link that everybody calls, such as /usr/bin/editor.', type: 'string' })
  link!: string;

  @Arg({ doc: 'The program, such as /usr/bin/vim.', type: 'string' })
  path!: string;

  @Arg({ doc: 'The highest number is used, unless somebody has chosen.', type: 'int' })
  priority!: number;
}

export const install = defineState({
  name: 'alternatives.install',
  doc: 'Keep a program among the alternatives for a name, with its priority.',
  args: AlternativesInstallArgs,
  example: `editor:
  alternatives.install:
    - link: /usr/bin/editor
    - path: /usr/bin/vim
    - priority: 50
`,
  async plan(host, want, context) {
    if (!want.link.startsWith('/') || !want.path.startsWith('/'))
      return impossible('`link` and `path` are absolute paths');
    const now = await queryAlternatives(host, want.name, context);
    if (now && 'plan' in now) return now.plan;
    const priority = now?.known.get(want.path);
    const otherLink = now !== undefined && now.link !== want.link;
    if (priority === want.priority && !otherLink) return already(`${want.path} is an alternative for ${want.name}`);
    if (!(await host.files.statTarget(want.path)))
      return context.test
        ? { verdict: null, comment: `${want.path} does not exist yet` }
        : impossible(`${want.path} does not exist`);
    return {
      steps: [
        step(
          `make ${want.path} an alternative for ${want.name}`,
          {
            ...(priority === want.priority ? {} : { [want.path]: { old: priority ?? '', new: want.priority } }),
            ...(otherLink ? { link: { old: now.link, new: want.link } } : {}),
          },
          async (machine) => {
            const words = ['--install', want.link, want.name, want.path, String(want.priority)] as const;
            await runTool(machine, ['update-alternatives', ...words]);
          },
        ),
      ],
      already: '',
    };
  },
});
