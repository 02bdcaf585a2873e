import type { Host } from '@fleet/platform';
import { fromPlain, type Value } from '@fleet/values';
import { FunctionResult } from '../definition.js';
import type { WantedPackage } from './wanted-packages.js';

/** As Salt answers: name → {name, changes, result, comment}. One that nobody knows does not spare the others; the retcode is then 1. */
export async function setHeld(host: Host, packages: readonly WantedPackage[], held: boolean): Promise<FunctionResult> {
  const [now, known] = [await host.packages.held(), new Set(await host.packages.names())];
  const names = packages.map(({ name }) => name);
  const change = names.filter((name) => known.has(name) && now.has(name) !== held);
  await (held ? host.packages.hold(change) : host.packages.unhold(change));
  const word = held ? 'held' : 'not held';
  const answers = names.map((name): [Value, Value] => {
    const changed = change.includes(name);
    return [
      name,
      fromPlain({
        name,
        changes: changed ? { old: held ? 'install' : 'hold', new: held ? 'hold' : 'install' } : {},
        result: known.has(name),
        comment: !known.has(name)
          ? `no source knows a package ${name}`
          : `Package ${name} is ${changed ? 'now' : 'already'} ${word}.`,
      }),
    ];
  });
  return new FunctionResult(new Map(answers), names.every((name) => known.has(name)) ? 0 : 1);
}
