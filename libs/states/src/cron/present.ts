import { Arg } from '@fleet/arguments';
import { createHash } from 'node:crypto';
import { commandOf, commentOf, findJob, identifierLine, isCronTime } from '@fleet/options';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planCrontab } from './parts/crontab.js';
import { CronJobArgs, identifierOf } from './parts/job.args.js';

const when = { type: 'any', default: '*' } as const;

export class CronPresentArgs extends CronJobArgs {
  @Arg({ doc: 'Minutes at which it runs; random picks one that stays.', ...when })
  minute!: Value;

  @Arg({ doc: 'Hours at which it runs; random picks one that stays.', ...when })
  hour!: Value;

  @Arg({ doc: 'Days of the month on which it runs; random picks one that stays.', ...when })
  daymonth!: Value;

  @Arg({ doc: 'Months in which it runs; random picks one that stays.', ...when })
  month!: Value;

  @Arg({ doc: 'Days of the week on which it runs, 0 and 7 are Sunday; random picks one that stays.', ...when })
  dayweek!: Value;

  @Arg({ doc: 'Words above the job; not given, those that stand there are kept.', type: 'string', optional: true })
  comment?: string;

  @Arg({ doc: 'Keep the job in the crontab without running it.', type: 'boolean', default: false })
  commented!: boolean;
}

const ranges = { minute: [0, 60], hour: [0, 24], daymonth: [1, 28], month: [1, 12], dayweek: [0, 7] } as const;

export const present = defineState({
  name: 'cron.present',
  doc: 'Keep a job in the crontab of an account; it is found again by its identifier, which is its command unless one is given.',
  args: CronPresentArgs,
  example: `/usr/local/bin/backup:
  cron.present:
    - identifier: backup
    - minute: 30
    - hour: 2
`,
  plan(host, want, context) {
    const command = want.name.trim();
    const identifier = identifierOf(want);
    if (/[\r\n\0]/.test(`${command}${identifier}${want.special ?? ''}`))
      return Promise.resolve(impossible('a job of a crontab is one line'));
    if (command === '') return Promise.resolve(impossible('the command is empty'));
    if (/[\r\0]/.test(want.comment ?? ''))
      return Promise.resolve(impossible('a comment of a crontab is lines of text'));
    const sentences = {
      already: `the job of ${want.user} is in the crontab`,
      summary: `set a job in the crontab of ${want.user}`,
    };
    return planCrontab(host, want.user, context, sentences, (lines) => {
      const place = findJob(lines, identifier, command);
      const times = want.special ?? timesOf(want, `${context.id} ${identifier}`, place && lines[place.at]);
      if (!isCronTime(times)) return `${times} is not a time that a crontab can hold`;
      const wanted = [
        ...identifierLine(identifier, want.comment ?? (place ? commentOf(lines, place) : undefined)),
        `${want.commented ? '#DISABLED#' : ''}${times} ${command}`,
      ];
      const now = place ? lines.slice(place.from, place.at + 1) : [];
      if (now.join('\n') === wanted.join('\n')) return { lines };
      const edited = place
        ? [...lines.slice(0, place.from), ...wanted, ...lines.slice(place.at + 1)]
        : [...lines, ...wanted];
      return { lines: edited, changes: { [want.user]: { old: now.at(-1) ?? '', new: wanted.at(-1) ?? '' } } };
    });
  },
});

/** The five fields. `random` keeps what the job has; a new job gets numbers that the seed decides, others on every minion. */
function timesOf(want: CronPresentArgs, seed: string, line: string | undefined): string {
  const before =
    line !== undefined && commandOf(line) !== undefined ? line.replace('#DISABLED#', '').trim().split(/\s+/) : [];
  return (Object.keys(ranges) as (keyof typeof ranges)[])
    .map((field, index) => {
      const text = pythonStr(want[field]).toLowerCase();
      if (text !== 'random') return text;
      const held = before[index] ?? '';
      return /^\d+$/.test(held) ? held : String(randomOf(`${seed} ${field}`, ranges[field]));
    })
    .join(' ');
}

/** The same for the same words: test mode foretells what the run then writes. */
function randomOf(words: string, [least, count]: readonly [number, number]): number {
  return least + (createHash('sha256').update(words).digest().readUInt32BE(0) % count);
}
