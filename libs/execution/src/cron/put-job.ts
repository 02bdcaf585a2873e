import { commentOf, findJob, identifierLine, isCronTime } from '@fleet/options';
import type { Host } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';
import { editCrontab } from './crontab.js';

export interface JobWish {
  readonly user: string;
  readonly cmd: string;
  readonly commented: boolean;
  readonly comment?: string;
  readonly identifier?: Value;
}

/** Puts a job into a crontab, in the place of the one with its identifier or command: `new`, `updated` or `present`, as Salt says it. */
export async function putJob(host: Host, want: JobWish, when: string): Promise<'new' | 'updated' | 'present'> {
  const command = want.cmd.trim();
  const given =
    want.identifier === undefined || want.identifier === false ? undefined : pythonStr(want.identifier).trim();
  if (command === '') throw new FunctionRefused('bad-arguments', 'the command is empty');
  if (/[\r\n\0]/.test(`${command}${given ?? ''}`))
    throw new FunctionRefused('bad-arguments', 'a job of a crontab is one line');
  if (/[\r\0]/.test(want.comment ?? ''))
    throw new FunctionRefused('bad-arguments', 'a comment of a crontab is lines of text');
  if (!isCronTime(when)) throw new FunctionRefused('bad-arguments', `${when} is not a time that a crontab can hold`);
  let outcome: 'new' | 'updated' = 'new';
  const written = await editCrontab(host, want.user, (lines) => {
    const place = findJob(lines, given ?? command, command);
    const comment = want.comment ?? (place && commentOf(lines, place));
    // Words that are put above a job go with it: the mark tells that they are its own.
    const own = want.comment !== undefined || (place && place.marked !== place.at);
    const marked = given ?? (own ? command : undefined);
    const above =
      marked === undefined
        ? (comment ?? '')
            .split('\n')
            .filter(Boolean)
            .map((line) => `# ${line}`)
        : identifierLine(marked, comment);
    const wanted = [...above, `${want.commented ? '#DISABLED#' : ''}${when} ${command}`];
    if (!place) return [...lines, ...wanted];
    if (lines.slice(place.from, place.at + 1).join('\n') === wanted.join('\n')) return undefined;
    outcome = 'updated';
    return [...lines.slice(0, place.from), ...wanted, ...lines.slice(place.at + 1)];
  });
  return written ? outcome : 'present';
}
