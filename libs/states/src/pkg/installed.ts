import { Arg, NotSupported } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { defineState, StepFailed, type Step } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { holdStep } from './parts/held.js';
import { isStale } from './parts/stale.js';
import { InstallArgs } from './parts/install.args.js';
import { asAsked, fits, wantedPackages, type WantedPackage } from './parts/wanted.js';

@NotSupported({
  sources: 'packages come from repositories, which check what they serve; add one with `pkgrepo.managed`.',
})
export class PkgInstalledArgs extends InstallArgs {
  @Arg({
    doc: 'Version that must be installed; may end with *, and latest is the newest that the lists offer.',
    type: 'string',
    optional: true,
  })
  version?: string;

  @Arg({
    doc: 'Fetch the lists of packages before something is installed; not given, that is done where a package or its version is not known.',
    type: 'boolean',
    optional: true,
  })
  refresh?: boolean;

  @Arg({
    doc: 'Keep the packages at the version that they have (True), or let them go (False); not given, that is left alone.',
    type: 'boolean',
    optional: true,
  })
  hold?: boolean;
}

export const installed = defineState({
  name: 'pkg.installed',
  doc: 'Keep packages installed, at any version or at the given one.',
  args: PkgInstalledArgs,
  example: `tools:
  pkg.installed:
    - pkgs:
      - curl
      - git
`,
  async plan(host, want, context) {
    const named = wantedPackages(want, host, context);
    if (typeof named === 'string') return impossible(named);
    const wanted: WantedPackage[] = [];
    for (const one of named) {
      const newest = one.version === 'latest' ? await host.packages.candidate(one.name) : undefined;
      const { version: _latest, ...anyVersion } = one;
      wanted.push(
        one.version !== 'latest' ? one : { ...anyVersion, ...(newest === undefined ? {} : { version: newest }) },
      );
    }
    const now = await host.packages.installed();
    const lacking = wanted.filter(({ name, version }) => !fits(now.get(name), version));
    const names = wanted.map(({ name }) => name);
    const holding = want.hold === undefined ? [] : await holdStep(host, names, want.hold);
    if (lacking.length === 0 && holding.length === 0)
      return already(names.length === 1 ? `the package ${names[0] ?? ''} is installed` : 'all packages are installed');
    if (lacking.length === 0) return { steps: holding, already: '' };
    let unknown = false;
    const changes: Record<string, unknown> = {};
    for (const { name, version } of lacking) {
      const candidate = await host.packages.candidate(name);
      unknown ||= !fits(candidate, version);
      changes[name] = { old: now.get(name) ?? '', new: version ?? candidate ?? 'installed' };
    }
    return {
      steps: [installStep(lacking, changes, now, want, (await mayRefresh(host, want)) ?? unknown), ...holding],
      already: '',
      done: `installed ${lacking.map(({ name }) => name).join(', ')}`,
    };
  },
});

/** Lists that are young enough are not fetched again, also where that is asked. */
async function mayRefresh(host: HostView, want: PkgInstalledArgs): Promise<boolean | undefined> {
  return want.refresh === true && want.cache_valid_time !== undefined
    ? isStale(host, want.cache_valid_time)
    : want.refresh;
}

function installStep(
  lacking: readonly WantedPackage[],
  changes: Record<string, unknown>,
  now: ReadonlyMap<string, string>,
  want: PkgInstalledArgs,
  refresh: boolean,
): Step {
  const words = lacking.map(asAsked);
  return step(`install ${words.join(' ')}`, changes, async (machine) => {
    await machine.packages.install(words, {
      refresh,
      ...(want.fromrepo === undefined ? {} : { release: want.fromrepo }),
      ...(want.install_recommends === undefined ? {} : { recommends: want.install_recommends }),
    });
    const after = await machine.packages.installed();
    const still = lacking.filter(({ name, version }) => !fits(after.get(name), version));
    if (still.length > 0)
      throw new StepFailed(
        `the package manager ended well, and ${still.map(({ name }) => name).join(', ')} is not installed as wanted`,
      );
    return {
      changes: versionChanges(
        lacking.map(({ name }) => name),
        now,
        after,
      ),
    };
  });
}

/** `{name: {old, new}}` of the packages whose version changed. */
export function versionChanges(
  names: readonly string[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Map<Value, Value> {
  const changed = names.filter((name) => before.get(name) !== after.get(name));
  return new Map(
    changed.map((name): [Value, Value] => [
      name,
      new Map<Value, Value>([
        ['old', before.get(name) ?? ''],
        ['new', after.get(name) ?? ''],
      ]),
    ]),
  );
}
