import { Rest } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { forEachName, PackageNamesArgs } from './names.args.js';

export class PkgVersionArgs extends PackageNamesArgs {
  @Rest({ doc: 'What Salt knows besides: versions_as_list, use_context. They change nothing.', of: 'named' })
  options: ValueMap = new Map();
}

export const version = defineFunction({
  name: 'pkg.version',
  doc: 'The installed version of a package, or an empty text where it is not installed; of several, name → version.',
  args: PkgVersionArgs,
  example: 'pkg.version git',
  looks: true,
  run: (host, want) => forEachName(host, want.names, (_name, installed) => installed ?? ''),
});
