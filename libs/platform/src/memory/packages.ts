import { HostRefusal, type FetchedList, type InstallOptions, type PackageChange, type Packages } from '../host.js';

export interface MemoryPackages {
  /** Versions by name. */
  readonly installed?: Readonly<Record<string, string>>;
  /** What the sources offer; a list is in the order of versions, and its last is the candidate. */
  readonly candidates?: Readonly<Record<string, string | readonly string[]>>;
  readonly held?: readonly string[];
  /** Installed because others needed them, and no longer needed. */
  readonly unneeded?: readonly string[];
  /** What a refresh answers. */
  readonly lists?: readonly FetchedList[];
  /** Milliseconds since the epoch. */
  readonly refreshed?: number;
}

export class MemoryPackagesPart implements Packages {
  private readonly versions: Map<string, string>;
  private readonly kept: Set<string>;
  private listsFrom: number | undefined;

  constructor(private readonly initial: MemoryPackages = {}) {
    this.versions = new Map(Object.entries(initial.installed ?? {}));
    this.kept = new Set(initial.held);
    this.listsFrom = initial.refreshed;
  }

  suits(): 'usual' {
    return 'usual';
  }
  async installed(): Promise<ReadonlyMap<string, string>> {
    return new Map(this.versions);
  }
  async candidate(name: string): Promise<string | undefined> {
    return this.offered(name).at(-1);
  }
  async candidates(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map(
      names.flatMap((name) =>
        this.offered(name)
          .slice(-1)
          .map((version): [string, string] => [name, version]),
      ),
    );
  }
  async refresh(): Promise<readonly FetchedList[]> {
    await Promise.resolve();
    this.listsFrom = Date.now();
    return this.initial.lists ?? [];
  }
  async names(): Promise<readonly string[]> {
    return [...new Set([...this.versions.keys(), ...Object.keys(this.initial.candidates ?? {})])];
  }
  async wouldUpgrade(): Promise<readonly PackageChange[]> {
    return [...this.versions].flatMap(([name, from]) => {
      const to = this.offered(name).at(-1);
      return to === undefined || to === from || this.kept.has(name) ? [] : [{ name, from, to }];
    });
  }
  async upgrade(): Promise<void> {
    for (const { name, to } of await this.wouldUpgrade()) if (to !== undefined) this.versions.set(name, to);
  }
  async wouldRemoveUnneeded(): Promise<readonly string[]> {
    return (this.initial.unneeded ?? []).filter((name) => this.versions.has(name));
  }
  async removeUnneeded(): Promise<void> {
    for (const name of await this.wouldRemoveUnneeded()) this.versions.delete(name);
  }
  async refreshed(): Promise<number | undefined> {
    return this.listsFrom;
  }
  async held(): Promise<ReadonlySet<string>> {
    return new Set(this.kept);
  }

  async hold(packages: readonly string[]): Promise<void> {
    this.demandKnown(packages);
    for (const name of packages) this.kept.add(name);
  }
  async unhold(packages: readonly string[]): Promise<void> {
    this.demandKnown(packages);
    for (const name of packages) this.kept.delete(name);
  }

  async install(packages: readonly string[], options: InstallOptions = {}): Promise<void> {
    if (options.refresh) await this.refresh();
    // All or nothing, as apt resolves the whole request before it begins.
    const chosen = packages.map((wanted) => {
      const [name = '', version] = wanted.split('=');
      const found =
        version === undefined
          ? (this.offered(name).at(-1) ?? this.versions.get(name))
          : this.offered(name).findLast((offer) => fits(offer, version));
      if (found === undefined)
        throw new HostRefusal('package-not-found', `E: Unable to locate package ${wanted}`, { package: wanted });
      return [name, found] as const;
    });
    for (const [name, version] of chosen) this.versions.set(name, version);
  }

  async remove(packages: readonly string[]): Promise<void> {
    this.demandKnown(packages);
    for (const name of packages) this.versions.delete(name);
  }

  private demandKnown(packages: readonly string[]): void {
    const unknown = packages.find((name) => !this.versions.has(name) && this.offered(name).length === 0);
    if (unknown !== undefined)
      throw new HostRefusal('package-not-found', `E: Unable to locate package ${unknown}`, { package: unknown });
  }

  private offered(name: string): readonly string[] {
    const offers = this.initial.candidates?.[name] ?? this.initial.installed?.[name] ?? [];
    return typeof offers === 'string' ? [offers] : offers;
  }
}

/** A `*` at the end stands for whatever follows, as apt has it. */
function fits(offer: string, wanted: string): boolean {
  return wanted.endsWith('*') ? offer.startsWith(wanted.slice(0, -1)) : offer === wanted;
}
