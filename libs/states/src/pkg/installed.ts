import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import { matchGlob } from '@fleet/targeting';
import type { Value } from '@fleet/values';
import { defineState, StepFailed } from '../definition.js';
import { already, impossible, step } from '../step.js';

export class PkgInstalledArgs {
  @Arg({ doc: 'Name of the package, where `pkgs` does not name several.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Version that must be installed; may end with *.', type: 'string', optional: true })
  version?: string;

  @Arg({ doc: 'Several packages, installed in one go: names, or {name: version}.', type: 'any', optional: true })
  pkgs?: Value;

  @Arg({
    doc: 'Fetch the lists of packages before something is installed; not given, that is done where a package or its version is not known.',
    type: 'boolean',
    optional: true,
  })
  refresh?: boolean;
}

interface Wanted {
  readonly name: string;
  readonly version?: string;
  readonly architecture?: string;
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
    const wanted = wantedPackages(want);
    if (typeof wanted === 'string') return impossible(wanted);
    if (host.packages.suits() === 'no') return impossible('this machine has no package manager that is known here');
    // Packages are known by their names alone; `libc6:amd64` on amd64 is what `libc6` is.
    const own = context.grains.get('osarch');
    const foreign = wanted.find(({ architecture }) => architecture !== undefined && architecture !== own);
    if (foreign)
      return impossible(
        `${foreign.name}:${String(foreign.architecture)}: packages of an architecture other than the machine's are not supported`,
      );
    const now = await host.packages.installed();
    const lacking = wanted.filter(({ name, version }) => !fits(now.get(name), version));
    if (lacking.length === 0)
      return already(
        wanted.length === 1 ? `the package ${wanted[0]?.name ?? ''} is installed` : 'all packages are installed',
      );
    let unknown = false;
    const changes: Record<string, unknown> = {};
    for (const { name, version } of lacking) {
      const candidate = await host.packages.candidate(name);
      unknown ||= !fits(candidate, version);
      changes[name] = { old: now.get(name) ?? '', new: version ?? candidate ?? 'installed' };
    }
    const words = lacking.map(({ name, version }) => (version === undefined ? name : `${name}=${version}`));
    const refresh = want.refresh ?? unknown;
    return {
      steps: [
        step(`install ${words.join(' ')}`, changes, async (machine) => {
          await machine.packages.install(words, { refresh });
          const after = await machine.packages.installed();
          const still = lacking.filter(({ name, version }) => !fits(after.get(name), version));
          if (still.length > 0)
            throw new StepFailed(
              `the package manager ended well, and ${still.map(({ name }) => name).join(', ')} is not installed as wanted`,
            );
          const made = lacking.map(({ name }): [Value, Value] => [
            name,
            new Map<Value, Value>([
              ['old', now.get(name) ?? ''],
              ['new', after.get(name) ?? ''],
            ]),
          ]);
          return { changes: new Map(made) };
        }),
      ],
      already: '',
      done: `installed ${lacking.map(({ name }) => name).join(', ')}`,
    };
  },
});

function fits(version: string | undefined, wanted: string | undefined): boolean {
  return version !== undefined && (wanted === undefined || matchGlob(wanted, version));
}

function wantedPackages(want: PkgInstalledArgs): readonly Wanted[] | string {
  if (want.pkgs === undefined)
    return checked([{ name: want.name, ...(want.version === undefined ? {} : { version: want.version }) }]);
  const items = want.pkgs instanceof Map ? [want.pkgs] : want.pkgs;
  if (!Array.isArray(items)) return '`pkgs` must be a list of names, or of {name: version}';
  const wanted: Wanted[] = [];
  for (const item of items) {
    if (typeof item === 'string') wanted.push({ name: item });
    else if (item instanceof Map)
      for (const [name, version] of item)
        wanted.push({ name: String(name), ...(version === null ? {} : { version: pythonStr(version) }) });
    else return '`pkgs` must be a list of names, or of {name: version}';
  }
  return checked(wanted);
}

/** Names and versions become words of a command line: nothing in them may look like an option. */
function checked(wanted: readonly Wanted[]): readonly Wanted[] | string {
  for (const { name, version } of wanted) {
    if (!/^[a-z0-9][a-z0-9+.:-]*$/i.test(name)) return `${name} is not the name of a package`;
    if (version !== undefined && !/^[\w][\w.+:~*-]*$/.test(version))
      return `${version} is not the version of a package`;
  }
  return wanted.map(({ name, ...rest }) => {
    const [plain = name, architecture] = name.split(':');
    return { name: plain, ...rest, ...(architecture === undefined ? {} : { architecture }) };
  });
}
