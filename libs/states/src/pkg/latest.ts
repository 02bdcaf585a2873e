import { Arg } from '@fleet/arguments';
import { compareVersions } from '@fleet/platform';
import { defineState, StepFailed } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { versionChanges } from './installed.js';
import { InstallArgs } from './parts/install.args.js';
import { installPackages } from './parts/install-step.js';
import { isStale } from './parts/stale.js';
import { foreseenCandidates, wantedPackages } from './parts/wanted.js';

const oneHour = 3_600_000;

export class PkgLatestArgs extends InstallArgs {
  @Arg({
    doc: 'Fetch the lists of packages first, every time (True) or never (False); not given, where they are older than an hour.',
    type: 'boolean',
    optional: true,
  })
  refresh?: boolean;
}

export const latest = defineState({
  name: 'pkg.latest',
  doc: 'Keep packages at the newest version that their repositories offer; missing ones are installed, and held ones stay as they are.',
  args: PkgLatestArgs,
  example: 'openssl:\n  pkg.latest:\n    - refresh: True\n',
  foresees: foreseenCandidates,
  async plan(host, want, context) {
    const wanted = wantedPackages(want, host, context);
    if (typeof wanted === 'string') return impossible(wanted);
    const all = wanted.map(({ name }) => name);
    const refresh = want.refresh ?? (await isStale(host, want.cache_valid_time ?? oneHour));
    const [now, held] = [await host.packages.installed(), await host.packages.held()];
    const candidates = await host.packages.candidates(all);
    const kept = all.filter((name) => held.has(name));
    const names = want.update_holds ? all : all.filter((name) => !held.has(name));
    const isOlder = (version: string | undefined, newest: string | undefined): boolean =>
      newest !== undefined && (version === undefined || compareVersions(version, newest) < 0);
    const unknown = names.filter((name) => !candidates.has(name) && !now.has(name));
    if (unknown.length > 0 && !refresh && !context.test)
      return impossible(`no repository has ${unknown.join(', ')} (\`refresh: True\` would ask again)`);
    const older = names.filter((name) => isOlder(now.get(name), candidates.get(name)));
    const warnings = (want.update_holds ? [] : kept)
      .filter((name) => isOlder(now.get(name), candidates.get(name)))
      .map(
        (name) => `${name} is held at ${now.get(name) ?? 'no version'}, though there is ${candidates.get(name) ?? ''}`,
      );
    const newest = `${names.join(', ')}: the newest version is installed`;
    if (names.length === 0) return { ...already(`${kept.join(', ')}: held`), warnings };
    if (older.length === 0 && !refresh) return { ...already(newest), warnings };
    const changes = Object.fromEntries(
      older.map((name) => [name, { old: now.get(name) ?? '', new: candidates.get(name) ?? '' }]),
    );
    const summary = `${refresh ? 'fetch the lists of packages and ' : ''}upgrade ${older.length > 0 ? older.join(' ') : 'what is newer'}`;
    const upgrade = step(summary, changes, async (machine) => {
      await installPackages(machine, names, want, { refresh, release: want.update_holds ? kept : [] });
      const [after, offered] = [await machine.packages.installed(), await machine.packages.candidates(names)];
      const made = versionChanges(names, now, after);
      const still = names.filter((name) => isOlder(after.get(name), offered.get(name)));
      if (still.length > 0)
        throw new StepFailed(
          `the package manager ended well, and left ${still.map((name) => `${name} at ${after.get(name) ?? 'no version'} though there is ${offered.get(name) ?? ''}`).join(', ')}`,
          made,
        );
      return {
        changes: made,
        comment: made.size === 0 ? newest : `upgraded ${[...made.keys()].map(String).join(', ')}`,
      };
    });
    return { steps: [upgrade], already: '', warnings };
  },
});
