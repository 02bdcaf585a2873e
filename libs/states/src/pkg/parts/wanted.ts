import type { Foreseen, HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import { matchGlob } from '@fleet/targeting';
import type { Value } from '@fleet/values';
import type { StateContext } from '../../definition.js';

export interface WantedPackage {
  readonly name: string;
  readonly version?: string;
  readonly architecture?: string;
}

/** The packages that an author names, or one sentence why they cannot be meant. */
export function wantedPackages(
  want: { readonly name: string; readonly version?: string; readonly pkgs?: Value },
  host: HostView,
  context: StateContext,
): readonly WantedPackage[] | string {
  const wanted = namedPackages(want);
  if (typeof wanted === 'string') return wanted;
  if (host.packages.suits() === 'no') return 'this machine has no package manager that is known here';
  // Packages are known by their names alone; `libc6:amd64` on amd64 is what `libc6` is.
  const own = context.grains.get('osarch');
  const foreign = wanted.find(({ architecture }) => architecture !== undefined && architecture !== own);
  return foreign
    ? `${foreign.name}:${String(foreign.architecture)}: packages of an architecture other than the machine's are not supported`
    : wanted;
}

/** The candidates that a state will ask for, together with those of the others. */
export function foreseenCandidates(want: { readonly name: string; readonly pkgs?: Value }): Foreseen {
  const wanted = namedPackages(want);
  return typeof wanted === 'string' ? {} : { candidates: wanted.map(({ name }) => name) };
}

export function fits(version: string | undefined, wanted: string | undefined): boolean {
  return version !== undefined && (wanted === undefined || matchGlob(wanted, version));
}

/** `name` or `name=version`, as they are asked for. */
export function asAsked({ name, version }: WantedPackage): string {
  return version === undefined ? name : `${name}=${version}`;
}

function namedPackages(want: { name: string; version?: string; pkgs?: Value }): readonly WantedPackage[] | string {
  if (want.pkgs === undefined)
    return checked([{ name: want.name, ...(want.version === undefined ? {} : { version: want.version }) }]);
  const items = want.pkgs instanceof Map ? [want.pkgs] : want.pkgs;
  if (!Array.isArray(items)) return '`pkgs` must be a list of names, or of {name: version}';
  const wanted: WantedPackage[] = [];
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
function checked(wanted: readonly WantedPackage[]): readonly WantedPackage[] | string {
  for (const { name, version } of wanted) {
    if (!/^[a-z0-9][a-z0-9+.:-]*$/i.test(name)) return `${name} is not the name of a package`;
    if (version !== undefined && /^[<>=!]/.test(version))
      return `${name} ${version}: comparisons are not supported here; name the version, or a pattern such as 1.2*`;
    if (version !== undefined && !/^[\w][\w.+:~*-]*$/.test(version))
      return `${version} is not the version of a package`;
  }
  return wanted.map(({ name, ...rest }) => {
    const [plain = name, architecture] = name.split(':');
    return { name: plain, ...rest, ...(architecture === undefined ? {} : { architecture }) };
  });
}
