import { HostRefusal, type Packages } from '../host.js';

export interface MemoryPackages {
  /** Versions by name. */
  readonly installed?: Readonly<Record<string, string>>;
  /** What the sources offer; a list is in the order of versions, and its last is the candidate. */
  readonly candidates?: Readonly<Record<string, string | readonly string[]>>;
}

export class MemoryPackagesPart implements Packages {
  private readonly versions: Map<string, string>;

  constructor(private readonly initial: MemoryPackages = {}) {
    this.versions = new Map(Object.entries(initial.installed ?? {}));
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
  async refresh(): Promise<void> {
    await Promise.resolve();
  }

  async install(packages: readonly string[]): Promise<void> {
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
    for (const name of packages) {
      if (this.versions.has(name) || this.offered(name).length > 0) continue;
      throw new HostRefusal('package-not-found', `E: Unable to locate package ${name}`, { package: name });
    }
    for (const name of packages) this.versions.delete(name);
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
