import { Rest } from '@fleet/arguments';
import { compareVersions, type Host } from '@fleet/platform';
import { isList, type Value, type ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { isTrue } from '../truth.js';
import { forEachName, PackageNamesArgs } from './names.args.js';

export class PkgLatestVersionArgs extends PackageNamesArgs {
  @Rest({
    doc: '`refresh`: fetch the lists of packages before (default true); `show_installed`: answer the version also where it is installed already.',
    of: 'named',
  })
  options: ValueMap = new Map();
}

export const latestVersion = defineFunction({
  name: 'pkg.latest_version',
  doc: 'The version of a package that could be installed now, or an empty text where there is none newer than what is installed; of several, name → version.',
  args: PkgLatestVersionArgs,
  example: 'pkg.latest_version git refresh=False',
  run: (host, want) =>
    latest(
      host,
      want.names.flatMap((name) => (isList(name) ? name : [name])),
      want.options,
    ),
});

export async function latest(host: Host, names: readonly Value[], options: ValueMap): Promise<Value> {
  if (names.length > 0 && isTrue(options.get('refresh') ?? true)) await host.packages.refresh();
  const always = isTrue(options.get('show_installed'));
  return forEachName(host, names, async (name, installed) => {
    const candidate = await host.packages.candidate(name);
    if (candidate === undefined) return '';
    return installed === undefined || always || compareVersions(candidate, installed) > 0 ? candidate : '';
  });
}
