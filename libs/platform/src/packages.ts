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
  /** All that the sources and the machine know, installed or not. */
  names(): Promise<readonly string[]>;
  /** What `upgrade` would do now. */
  wouldUpgrade(options?: UpgradeOptions): Promise<readonly PackageChange[]>;
  /** What `removeUnneeded` would remove now. */
  wouldRemoveUnneeded(): Promise<readonly string[]>;
  /** When the lists of packages were last fetched, in milliseconds since the epoch; `undefined`: never. */
  refreshed(): Promise<number | undefined>;
}

/** What becomes of one package: without `from` it is new, without `to` it goes. */
export interface PackageChange {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
}

/** One list of a repository, as apt names it: `http://deb.debian.org/debian bookworm InRelease`. */
export interface FetchedList {
  readonly list: string;
  /** `ignored`: not offered, and done without. */
  readonly outcome: 'fetched' | 'unchanged' | 'failed' | 'ignored';
}

export interface UpgradeOptions {
  /** Also what needs other packages to come or to go. */
  readonly dist?: boolean;
}

export interface InstallOptions {
  readonly refresh?: boolean;
  /** Release that packages are taken from where it has them (`bookworm-backports`). */
  readonly release?: string;
  /** Whether recommended packages come too; not given, as apt is configured. */
  readonly recommends?: boolean;
}

/** Methods that run apt throw HostRefusal `locked`, `interrupted`, `ENOSPC`, `held`, `unreachable`, `package-not-found` or `command-failed`. */
export interface Packages extends PackagesView {
  /** Fetches the lists. A repository that does not answer is among what is answered, as `failed`. */
  refresh(): Promise<readonly FetchedList[]>;
  /** `name` or `name=version`; a version may end with `*`. Never asks; keeps changed configuration files. @throws HostRefusal with apt's own words. */
  install(packages: readonly string[], options?: InstallOptions): Promise<void>;
  remove(packages: readonly string[], options?: { purge?: boolean }): Promise<void>;
  /** Everything that has a newer version, but for what is held. */
  upgrade(options?: UpgradeOptions): Promise<void>;
  /** What came because others needed it, and nothing needs any more. */
  removeUnneeded(options?: { purge?: boolean }): Promise<void>;
  /** @throws HostRefusal `package-not-found`. */
  hold(packages: readonly string[]): Promise<void>;
  unhold(packages: readonly string[]): Promise<void>;
}
