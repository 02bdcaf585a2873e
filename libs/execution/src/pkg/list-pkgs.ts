import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const listPkgs = defineFunction({
  name: 'pkg.list_pkgs',
  doc: 'All installed packages with their versions.',
  args: NoArgs,
  example: 'pkg.list_pkgs',
  looks: true,
  run: async (host) =>
    new Map<Value, Value>([...(await host.packages.installed())].sort(([a], [b]) => (a < b ? -1 : 1))),
});
