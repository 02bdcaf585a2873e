import type { HostView } from '@fleet/platform';
import { isList, isMap, parseExact } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { askPip } from './pip.js';
import type { PipPlaceArgs } from './place.args.js';

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Only where newer ones were asked for. */
  readonly latest?: string;
}

/** By their normal names. */
export async function installedPackages(
  host: HostView,
  want: PipPlaceArgs,
  context: FunctionContext,
  ...words: string[]
): Promise<ReadonlyMap<string, InstalledPackage>> {
  const said = await askPip(host, want, context, 'list', ...words, '--format=json');
  const rows = parseExact(said.slice(Math.max(0, said.search(/^\[/m))));
  if (!isList(rows)) throw new FunctionRefused('failed', 'pip did not list its packages');
  return new Map(
    rows.map((row) => {
      const text = (key: string): string => (isMap(row) && row.has(key) ? String(row.get(key)) : '');
      const [name, latest] = [text('name'), text('latest_version')];
      return [normalName(name), { name, version: text('version'), ...(latest === '' ? {} : { latest }) }];
    }),
  );
}

/** By the rules of Python's index: case, dots, dashes and underscores make no difference. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
