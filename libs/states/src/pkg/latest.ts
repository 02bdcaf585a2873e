import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { versionChanges } from './installed.js';
import { InstallArgs } from './parts/install.args.js';
import { isStale } from './parts/stale.js';
import { wantedPackages } from './parts/wanted.js';

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
  doc: 'Keep packages at the newest version that their repositories offer; missing ones are installed.',
  args: PkgLatestArgs,
  example: 'openssl:\n  pkg.latest:\n    - refresh: True\n',
  async plan(host, want, context) {
    const wanted = wantedPackages(want, host, context);
    if (typeof wanted === 'string') return impossible(wanted);
    const names = wanted.map(({ name }) => name);
    const refresh = want.refresh ?? (await isStale(host, want.cache_valid_time ?? oneHour));
    const now = await host.packages.installed();
    const changes: Record<string, unknown> = {};
    const unknown: string[] = [];
    for (const name of names) {
      const candidate = await host.packages.candidate(name);
      if (candidate === undefined && !now.has(name)) unknown.push(name);
      if (candidate !== undefined && candidate !== now.get(name))
        changes[name] = { old: now.get(name) ?? '', new: candidate };
    }
    if (unknown.length > 0 && !refresh && !context.test)
      return impossible(`no repository has ${unknown.join(', ')} (\`refresh: True\` would ask again)`);
    const newer = Object.keys(changes).length > 0;
    if (!newer && !refresh) return already(`${names.join(', ')}: the newest version is installed`);
    const summary = `${refresh ? 'fetch the lists of packages and ' : ''}upgrade ${newer ? Object.keys(changes).join(' ') : 'what is newer'}`;
    return {
      steps: [
        step(summary, changes, async (machine) => {
          await machine.packages.install(names, {
            refresh,
            ...(want.fromrepo === undefined ? {} : { release: want.fromrepo }),
            ...(want.install_recommends === undefined ? {} : { recommends: want.install_recommends }),
          });
          const made = versionChanges(names, now, await machine.packages.installed());
          return {
            changes: made,
            comment:
              made.size === 0
                ? `${names.join(', ')}: the newest version is installed`
                : `upgraded ${[...made.keys()].map(String).join(', ')}`,
          };
        }),
      ],
      already: '',
    };
  },
});
