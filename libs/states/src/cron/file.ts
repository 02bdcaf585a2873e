import { Arg, NotSupported } from '@fleet/arguments';
import { shownDiff, textOfFile } from '@fleet/edits';
import { crontabLines } from '@fleet/options';
import type { HostView } from '@fleet/platform';
import type { ValueMap } from '@fleet/values';
import { defineState, type Plan, type StateContext } from '../definition.js';
import { wantedContent } from '../file/parts/content.js';
import { impossible } from '../step.js';
import { planCrontab } from './parts/crontab.js';

@NotSupported({
  backup: 'the old crontab is in the changes of the run.',
  group: 'a crontab belongs to cron.',
})
export class CronFileArgs {
  @Arg({ doc: 'Where the crontab comes from: salt://… or a path on the minion.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Account whose crontab is meant.', type: 'string', default: 'root' })
  user!: string;

  @Arg({ doc: 'Digest of an http(s) source.', type: 'string', optional: true })
  source_hash?: string;

  @Arg({ doc: 'Name to look for in a file of digests.', type: 'string', optional: true })
  source_hash_name?: string;

  @Arg({ doc: 'Render it with this engine before.', type: 'string', oneOf: ['jinja'], optional: true })
  template?: string;

  @Arg({ doc: 'Variables for the template.', type: 'mapping', optional: true })
  context?: ValueMap;

  @Arg({
    doc: 'Variables for the template, used where `context` has none of that name.',
    type: 'mapping',
    optional: true,
  })
  defaults?: ValueMap;

  @Arg({ doc: 'Replace a crontab that is there; False leaves it as it is.', type: 'boolean', default: true })
  replace!: boolean;
}

export const file = defineState({
  name: 'cron.file',
  doc: 'Keep the whole crontab of an account as a file of the state tree has it; what cron cannot read is refused, and the old one stays.',
  args: CronFileArgs,
  example: 'salt://cron/deploy.crontab:\n  cron.file:\n    - user: deploy\n',
  async plan(host, want, context) {
    const text = await wantedText(host, want, context);
    if (typeof text !== 'string') return text;
    const sentences = {
      already: `the crontab of ${want.user} is as ${want.name}`,
      summary: `write the crontab of ${want.user}`,
    };
    return planCrontab(host, want.user, context, sentences, (lines) => {
      if (!want.replace && lines.length > 0) return { lines };
      const wanted = crontabLines(text);
      const [before, after] = [lines, wanted].map((one) => one.map((line) => `${line}\n`).join('')) as [string, string];
      if (before === after) return { lines };
      return { lines: wanted, changes: { diff: shownDiff(before, after, { secret: context.secret }) } };
    });
  },
});

async function wantedText(host: HostView, want: CronFileArgs, context: StateContext): Promise<string | Plan> {
  const wish = {
    name: want.name,
    source: want.name,
    sourceHash: want.source_hash,
    sourceHashName: want.source_hash_name,
    skipVerify: false,
    delimiter: ':',
    newline: true,
    template: want.template,
    context: want.context,
    defaults: want.defaults,
    facts: { user: want.user },
  };
  const content = await wantedContent(wish, host, context);
  if (content.kind === 'problem')
    return content.absent && context.test && want.name.startsWith('/')
      ? { verdict: null, comment: `${content.problem}: an earlier state may bring it` }
      : impossible(content.problem);
  const bytes =
    content.kind === 'none' ? Buffer.alloc(0) : content.kind === 'ready' ? content.content : await content.read();
  const read = textOfFile(want.name, bytes);
  if ('problem' in read) return impossible(read.problem);
  return /[\r\0]/.test(read.text) ? impossible(`${want.name} holds characters that no crontab can hold`) : read.text;
}
