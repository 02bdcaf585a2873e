import { inspected } from '@fleet/containers';
import type { Host } from '@fleet/platform';
import { fromPlain, type Value } from '@fleet/values';
import { asked, demandName, done } from './said.js';

/** Does something to a container; answers Salt's `{result, state: {old, new}}`. */
export async function changedState(host: Host, name: string, words: readonly string[]): Promise<Value> {
  const container = demandName('container', name);
  const look = async (): Promise<string> => {
    const [found] = inspected(await asked(host, ['container', 'inspect', container]));
    return (found?.['State'] as { Status?: string } | undefined)?.Status ?? '';
  };
  const before = await look();
  await done(host, [...words, container]);
  return fromPlain({ result: true, state: { old: before, new: await look() } });
}
