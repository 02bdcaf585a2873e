import { defineFunction } from '../definition.js';
import { changedVersions } from './changed-versions.js';
import { SeveralPackagesArgs, wantedPackages } from './wanted-packages.js';

export class PkgPurgeArgs extends SeveralPackagesArgs {}

export const purge = defineFunction({
  name: 'pkg.purge',
  doc: 'Remove packages with their configuration; answers what went, as name → {old, new}.',
  args: PkgPurgeArgs,
  example: 'pkg.purge jq',
  run: (host, want) =>
    changedVersions(host, async () => {
      const installed = await host.packages.installed();
      const names = wantedPackages(want).map(({ name }) => name);
      // What is not there is as it should be; but configuration that is left of it goes as well.
      const known = new Set(await host.packages.names());
      await host.packages.remove(
        names.filter((name) => installed.has(name) || known.has(name)),
        { purge: true },
      );
    }),
});
