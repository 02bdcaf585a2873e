import { defineFunction } from '../definition.js';
import { changedVersions } from './changed-versions.js';
import { SeveralPackagesArgs, wantedPackages } from './wanted-packages.js';

export class PkgRemoveArgs extends SeveralPackagesArgs {}

export const remove = defineFunction({
  name: 'pkg.remove',
  doc: 'Remove packages and leave their configuration; answers what went, as name → {old, new}.',
  args: PkgRemoveArgs,
  example: 'pkg.remove jq',
  run: (host, want) =>
    changedVersions(host, async () => {
      const installed = await host.packages.installed();
      const names = wantedPackages(want).map(({ name }) => name);
      // What is not there is as it should be; what apt would not know at all is too.
      await host.packages.remove(
        names.filter((name) => installed.has(name)),
        { purge: false },
      );
    }),
});
