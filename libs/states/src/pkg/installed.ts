import { Arg, NotSupported } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { defineState, StepFailed, type Step } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { holdStep } from './parts/held.js';
import { isStale } from './parts/stale.js';
import { InstallArgs } from './parts/install.args.js';
import { installPackages } from './parts/install-step.js';
import { asAsked, fits, foreseenCandidates, wantedPackages, type WantedPackage } from './parts/wanted.js';

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
  foresees: (want) => (want.version === 'latest' ? foreseenCandidates(want) : {}),
  async plan(host, want, context) {
    const named = wantedPackages(want, host, context);
    if (typeof named === 'string') return impossible(named);
    const wanted = await withNewest(host, named);
    const now = await host.packages.installed();
    const lacking = wanted.filter(({ name, version }) => !fits(now.get(name), version));
    const names = wanted.map(({ name }) => name);
    const holding = want.hold === undefined ? [] : await holdStep(host, names, want.hold);
    if (lacking.length === 0 && holding.length === 0)
      return already(names.length === 1 ? `the package ${names[0] ?? ''} is installed` : 'all packages are installed');
    if (lacking.length === 0) return { steps: holding, already: '' };
    const held = await host.packages.held();
    const kept = lacking.map(({ name }) => name).filter((name) => held.has(name));
    if (kept.length > 0 && !want.update_holds)
      return impossible(
        `${kept.map((name) => `${name} is held at ${now.get(name) ?? 'no version'}`).join(', ')}; let it go with \`pkg.unheld\`, or give \`update_holds: True\``,
      );
    const candidates = await host.packages.candidates(lacking.map(({ name }) => name));
    const unknown = lacking.some(({ name, version }) => !fits(candidates.get(name), version));
    const changes = Object.fromEntries(
      lacking.map(({ name, version }) => [
        name,
        { old: now.get(name) ?? '', new: version ?? candidates.get(name) ?? 'installed' },
      ]),
    );
    const refresh = (await mayRefresh(host, want)) ?? unknown;
    return {
      steps: [installStep(lacking, changes, now, want, { refresh, release: kept }), ...holding],
      already: '',
      done: `installed ${lacking.map(({ name }) => name).join(', ')}`,
    };
  },
});

/** `version: latest` is the newest that the lists offer. */
async function withNewest(host: HostView, named: readonly WantedPackage[]): Promise<WantedPackage[]> {
  const names = named.filter(({ version }) => version === 'latest').map(({ name }) => name);
  if (names.length === 0) return [...named];
  const newest = await host.packages.candidates(names);
  return named.map((one) => {
    if (one.version !== 'latest') return one;
    const { version: _latest, ...anyVersion } = one;
    const version = newest.get(one.name);
    return version === undefined ? anyVersion : { ...anyVersion, version };
  });
}

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
  options: { readonly refresh: boolean; readonly release: readonly string[] },
): Step {
  const words = lacking.map(asAsked);
  return step(`install ${words.join(' ')}`, changes, async (machine) => {
    await installPackages(machine, words, want, options);
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
