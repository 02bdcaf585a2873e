import { openCompose, serviceProblem, type Compose, type ComposeAnswer } from '@fleet/containers';
import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import type { ComposeArgs } from './compose.args.js';

/** @throws FunctionRefused where there is no compose, no file, or one that compose does not take */
export async function projectOf(host: HostView, want: ComposeArgs): Promise<Compose> {
  const problem = serviceProblem(want.services ?? []);
  if (problem) throw new FunctionRefused('bad-arguments', problem);
  const opened = await openCompose(host, { ...want, envFile: want.env_file });
  if (!('ok' in opened)) return opened;
  throw new FunctionRefused(opened.code === 'no-compose' ? 'not-found' : opened.code, opened.sentence);
}

/** What compose told of what it did: on its standard error, a line for each thing. @throws FunctionRefused */
export function told(answer: ComposeAnswer): string {
  if (answer.ok)
    return [answer.stdout, answer.stderr]
      .filter((text) => text.trim() !== '')
      .join('\n')
      .trim();
  throw new FunctionRefused('failed', answer.sentence);
}
