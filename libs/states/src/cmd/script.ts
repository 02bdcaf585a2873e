import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value, ValueMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { wantedContent } from '../file/parts/content.js';
import { CommandArgs } from './parts/command.args.js';
import { planCommand } from './parts/run-command.js';

export class CmdScriptArgs extends CommandArgs {
  @Arg({ doc: 'What it is called; also its source where `source` is not given.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The script: salt://…, http(s)://… or a path on the minion.', type: 'string', optional: true })
  source?: string;

  @Arg({ doc: 'Digest of the script, for http(s) sources.', type: 'string', optional: true })
  source_hash?: string;

  @Arg({ doc: 'Its arguments: a text as the shell reads it, or a list of words.', type: 'any', optional: true })
  args?: Value;

  @Arg({ doc: 'Render the script with this engine first.', type: 'string', oneOf: ['jinja'], optional: true })
  template?: string;

  @Arg({ doc: 'Variables for the template.', type: 'mapping', optional: true })
  context?: ValueMap;

  @Arg({
    doc: 'Variables for the template, used where `context` has none of that name.',
    type: 'mapping',
    optional: true,
  })
  defaults?: ValueMap;
}

export const script = defineState({
  name: 'cmd.script',
  doc: 'Run a script of the state tree, every time, from a temporary copy that only its account can read.',
  args: CmdScriptArgs,
  example: `migrate:
  cmd.script:
    - source: salt://app/migrate.sh
    - args: --to latest
`,
  async plan(host, want, context) {
    const [path, ...rest] = (want.source ?? want.name).split(' ');
    const wish = {
      name: want.name,
      source: path as string,
      sourceHash: want.source_hash,
      delimiter: ':',
      newline: true,
      template: want.template,
      context: want.context,
      defaults: want.defaults,
      facts: {},
    };
    const content = await wantedContent(wish, host, context);
    if (content.kind === 'problem') return impossible(content.problem);
    if (content.kind === 'none') return impossible('there is no `source`');
    const words = [
      ...rest,
      Array.isArray(want.args)
        ? want.args.map((word) => quoted(pythonStr(word))).join(' ')
        : want.args === undefined
          ? ''
          : pythonStr(want.args),
    ]
      .join(' ')
      .trim();
    return planCommand(
      host,
      {
        line: want.name,
        want,
        run: async (machine, options) => {
          const bytes = content.kind === 'ready' ? content.content : await content.read();
          const account = want.runas === undefined ? undefined : await machine.accounts.user(want.runas);
          return machine.files.withScratch(async (directory) => {
            const copy = `${directory}/script`;
            // The folder stays root's, and lets others pass: an account that owned it could put another script there.
            if (account) await machine.files.setOwnership(directory, { mode: 0o711 });
            const owner = account ? { uid: account.uid, gid: account.gid } : {};
            await machine.files.write(copy, bytes, { mode: 0o700, ...owner });
            return machine.commands.run(`${copy} ${words}`.trim(), options);
          });
        },
      },
      context,
    );
  },
});

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
