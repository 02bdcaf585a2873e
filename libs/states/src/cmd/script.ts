import { Arg } from '@fleet/arguments';
import { FileMissing } from '@fleet/fileserver';
import type { ValueMap } from '@fleet/values';
import { StepFailed, defineState, type Plan, type StateContext } from '../definition.js';
import { impossible } from '../step.js';
import { CommandStateArgs } from './command.args.js';
import { commandStep } from './command-step.js';

export class CmdScriptArgs extends CommandStateArgs {
  @Arg({ doc: 'A label; the source where no source is given, with its arguments after it.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The script in the state tree (salt://…).', type: 'string', optional: true })
  source?: string;

  @Arg({ doc: 'Arguments for the script, as one text that the shell splits.', type: 'string', optional: true })
  args?: string;

  @Arg({ doc: 'Render the script as a template first.', type: 'string', optional: true, oneOf: ['jinja'] })
  template?: 'jinja';

  @Arg({ doc: 'Variables for the template.', type: 'mapping', optional: true })
  context?: ValueMap;
}

export const script = defineState({
  name: 'cmd.script',
  doc: 'Run a script of the state tree; it is removed from the machine after the run.',
  args: CmdScriptArgs,
  example: 'warm up:\n  cmd.script:\n    - source: salt://app/warm-up.sh\n    - args: --fast\n    - creates: /var/lib/app/warm\n',
  plan: (_host, want, context) => planScript(want, context),
});

async function planScript(want: CmdScriptArgs, context: StateContext): Promise<Plan> {
  const [first = '', ...words] = want.name.split(/\s+/);
  const source = want.source ?? first;
  const args = want.args ?? (want.source === undefined ? words.join(' ') : '');
  if (!source.startsWith('salt://')) return impossible(`the source of a script is a path in the state tree (salt://…), not ${source}`);
  const path = source.slice('salt://'.length).split('?')[0] as string;
  if (path.split('/').includes('..')) return impossible(`${source} leaves the state tree`);
  let content: Buffer;
  try {
    content = await context.tree.read(context.environment, path);
  } catch (error) {
    if (error instanceof FileMissing) return impossible(`the state tree has no file ${source}`);
    throw error;
  }
  const text = want.template === 'jinja' ? await context.render({ name: path, text: content.toString('utf8') }, want.context ?? new Map()) : content;
  const label = `'${want.name}'`;
  const run = commandStep({ command: label, label }, want, context);
  return {
    already: '',
    steps: [{ ...run, apply: (host) => host.files.withScratch(async (folder) => {
      const file = `${folder}/${path.split('/').at(-1)}`;
      const owner = want.runas === undefined ? undefined : await host.accounts.user(want.runas);
      if (want.runas !== undefined && !owner) throw new StepFailed(`the account ${want.runas} does not exist`);
      const ownership = owner ? { uid: owner.uid, gid: owner.gid } : {};
      if (owner) await host.files.setOwnership(folder, ownership);
      await host.files.write(file, text, { mode: 0o700, ...ownership });
      return commandStep({ command: `'${file}' ${args}`.trim(), label }, want, context).apply(host);
    }) }],
  };
}
