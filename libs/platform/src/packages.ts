export interface PackagesView {
  suits(): 'usual' | 'possible' | 'no';
  /** Installed versions by name (without architecture), from one query. */
  installed(): Promise<ReadonlyMap<string, string>>;
  /** Candidate version, or `undefined` for a package that no source has. */
  candidate(name: string): Promise<string | undefined>;
  /** The same for many, with one question; what no source has is not in it. */
  candidates(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Packages that stay at the version they have. */
  held(): Promise<ReadonlySet<string>>;
  /** When the lists of packages were last fetched, in milliseconds since the epoch; `undefined`: never. */
  refreshed(): Promise<number | undefined>;
}

export interface InstallOptions {
  readonly refresh?: boolean;
  /** Release that packages are taken from where it has them (`bookworm-backports`). */
  readonly release?: string;
  /** Whether recommended packages come too; not given, as apt is configured. */
  readonly recommends?: boolean;
}

export interface Packages extends PackagesView {
  refresh(): Promise<void>;
  /** `name` or `name=version`; a version may end with `*`. Never asks; keeps changed configuration files. @throws HostRefusal with apt's own words. */
  install(packages: readonly string[], options?: InstallOptions): Promise<void>;
  remove(packages: readonly string[], options?: { purge?: boolean }): Promise<void>;
  /** @throws HostRefusal `package-not-found`. */
  hold(packages: readonly string[]): Promise<void>;
  unhold(packages: readonly string[]): Promise<void>;
}
