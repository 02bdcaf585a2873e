import { nearMatch } from '@fleet/diagnostics';
import { HostRefusal, type Host } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { FunctionRefused } from '../definition.js';

/**
 * `{name: {old, new}}` of everything that came, went or got another version meanwhile, dependencies too; an empty text is none.
 * @throws FunctionRefused `not-found` with the name that was probably meant, where no source has a package.
 */
export async function changedVersions(host: Host, act: () => Promise<unknown>): Promise<ValueMap> {
  const before = await host.packages.installed();
  await act().catch((cause: unknown) => withNearest(host, cause));
  const after = await host.packages.installed();
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return new Map(
    names
      .filter((name) => before.get(name) !== after.get(name))
      .map((name): [Value, Value] => [
        name,
        new Map<Value, Value>([
          ['old', before.get(name) ?? ''],
          ['new', after.get(name) ?? ''],
        ]),
      ]),
  );
}

async function withNearest(host: Host, cause: unknown): Promise<never> {
  if (!(cause instanceof HostRefusal) || cause.code !== 'package-not-found') throw cause;
  const name = /Unable to locate package (\S+)/.exec(cause.message)?.[1]?.split('=')[0];
  const nearest = name === undefined ? undefined : nearMatch(name, await host.packages.names());
  if (nearest === undefined) throw cause;
  throw new FunctionRefused('not-found', `${cause.message}; did you mean ${nearest}?`, { name, nearest }, { cause });
}
