import { asYaml, printableJson, readable, withoutProof } from '@fleet/output';
import { fromPlain, parseExact, stringifyPlain, type Value } from '@fleet/values';
import type { JobRow, Return } from '@fleet/protocol';
import type { Session } from '../session.js';

/** Shows an answer as data where `--out` asked for data; answers whether it did. A list is a line for each item with `ndjson`. */
export async function showAsData(session: Session, answer: unknown): Promise<boolean> {
  const { out } = session.settings;
  if (out !== 'json' && out !== 'ndjson' && out !== 'yaml') return false;
  const { terminal } = session;
  const value = fromPlain(answer);
  if (out === 'yaml') terminal.answer(await asYaml(value));
  else if (out === 'json') terminal.answer(printableJson(stringifyPlain(value, 4)));
  else for (const line of Array.isArray(value) ? value : [value]) terminal.answer(printableJson(stringifyPlain(line)));
  return true;
}

/** A job or a rollout with its arguments as data instead of exact JSON text. */
export function withArguments<T extends Pick<JobRow, 'args' | 'kwargs'>>(
  job: T,
): Omit<T, 'args' | 'kwargs'> & { args: Value; kwargs: Value } {
  return { ...job, args: parseExact(job.args), kwargs: parseExact(job.kwargs) };
}

export function withValue(answer: Return): Omit<Return, 'value'> & { value?: Value } {
  const { value, ...rest } = readable(answer);
  return value === undefined ? rest : { ...rest, value: withoutProof(parseExact(value)) };
}
