import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  HostRefusal,
  type CommandResult,
  type FetchedList,
  type InstallOptions,
  type PackageChange,
  type Packages,
  type UpgradeOptions,
} from '../host.js';
import { aptRefusal, isLocked } from './apt-failure.js';
import { parseFetched, parseInstalled, parsePolicies, parseSimulated } from './apt-output.js';
import type { Tools } from './tools.js';

const database = '/var/lib/dpkg/status';
/** apt writes here each time it fetches its lists, and removes what it wrote. */
const arrivals = '/var/lib/apt/lists/partial';
/** Another apt may be at work (unattended upgrades); seconds. */
const lockPatience = 120;
const installTimeout = 30 * 60_000;

const apt = [
  'apt-get',
  '-y',
  '-q',
  '-o',
  'Dpkg::Options::=--force-confdef',
  '-o',
  'Dpkg::Options::=--force-confold',
  '-o',
  `DPkg::Lock::Timeout=${lockPatience}`,
  '-o',
  'Dpkg::Use-Pty=0',
] as const;

const env = {
  DEBIAN_FRONTEND: 'noninteractive',
  DEBIAN_PRIORITY: 'critical',
  APT_LISTCHANGES_FRONTEND: 'none',
  // Restarting services is the state tree's decision, not a package hook's.
  NEEDRESTART_MODE: 'l',
};

/** Debian's packages, through apt-get and dpkg. */
export class LinuxPackages implements Packages {
  private known: { stamp: string; versions: ReadonlyMap<string, string> } | undefined;
  /** apt runs one at a time anyway; waiting here instead of on its lock has no time limit to miss. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly tools: Tools) {}

  suits(): 'usual' | 'no' {
    return existsSync(database) && existsSync('/usr/bin/apt-get') ? 'usual' : 'no';
  }

  async installed(): Promise<ReadonlyMap<string, string>> {
    const stamp = await stat(database, { bigint: true }).then(
      (stats) => `${stats.ino}-${stats.size}-${stats.mtimeNs}`,
      () => '',
    );
    if (this.known && stamp !== '' && this.known.stamp === stamp) return this.known.versions;
    const { stdout } = await this.tools.demand([
      'dpkg-query',
      '--show',
      '--showformat=${db:Status-Abbrev}\\t${Package}\\t${Version}\\n',
    ]);
    const versions = parseInstalled(stdout);
    this.known = { stamp, versions };
    return versions;
  }

  async candidate(name: string): Promise<string | undefined> {
    return (await this.candidates([name])).get(name);
  }

  async candidates(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const askable = [...new Set(names)].filter((name) => packageName.test(name));
    if (askable.length === 0) return new Map();
    return parsePolicies((await this.tools.demand(['apt-cache', 'policy', '--', ...askable])).stdout);
  }

  /** apt itself ends well where a repository does not answer: it goes on with the lists that it had. */
  async refresh(): Promise<readonly FetchedList[]> {
    return parseFetched((await this.inTurn([...apt, 'update'])).stdout);
  }

  async names(): Promise<readonly string[]> {
    return (await this.tools.demand(['apt-cache', 'pkgnames'])).stdout.split('\n').filter((name) => name !== '');
  }

  async wouldUpgrade(options: UpgradeOptions = {}): Promise<readonly PackageChange[]> {
    const verb = options.dist ? 'dist-upgrade' : 'upgrade';
    return parseSimulated((await this.tools.demand(['apt-get', '-s', '-q', '-o', 'Debug::NoLocking=1', verb])).stdout);
  }

  async wouldRemoveUnneeded(): Promise<readonly string[]> {
    const argv = ['apt-get', '-s', '-q', '-o', 'Debug::NoLocking=1', 'autoremove'] as const;
    return parseSimulated((await this.tools.demand(argv)).stdout)
      .filter(({ to }) => to === undefined)
      .map(({ name }) => name);
  }

  async refreshed(): Promise<number | undefined> {
    return stat(arrivals).then(
      (stats) => stats.mtimeMs,
      () => undefined,
    );
  }

  async held(): Promise<ReadonlySet<string>> {
    const { stdout } = await this.tools.demand(['apt-mark', 'showhold']);
    return new Set(
      stdout
        .split('\n')
        .map((line) => line.split(':')[0] ?? '')
        .filter((name) => name !== ''),
    );
  }

  hold(packages: readonly string[]): Promise<void> {
    return this.mark('hold', packages);
  }
  unhold(packages: readonly string[]): Promise<void> {
    return this.mark('unhold', packages);
  }

  async upgrade(options: UpgradeOptions = {}): Promise<void> {
    await this.inTurn([...apt, options.dist ? 'dist-upgrade' : 'upgrade']);
  }

  async removeUnneeded(options: { purge?: boolean } = {}): Promise<void> {
    await this.inTurn([...apt, 'autoremove', ...(options.purge ? ['--purge'] : [])]);
  }

  private async mark(how: 'hold' | 'unhold', packages: readonly string[]): Promise<void> {
    for (const wanted of packages) checkName(wanted);
    if (packages.length === 0) return;
    await this.inTurn(['apt-mark', how, '--', ...packages]);
  }

  async install(packages: readonly string[], options: InstallOptions = {}): Promise<void> {
    for (const wanted of packages) checkName(wanted);
    if (packages.length === 0) return;
    if (options.refresh) await this.refresh();
    // A version that the author names is meant, also where a newer one is installed.
    const versions = packages.some((wanted) => wanted.includes('=')) ? ['--allow-downgrades'] : [];
    const recommends =
      options.recommends === undefined ? [] : [options.recommends ? '--install-recommends' : '--no-install-recommends'];
    if (options.release !== undefined && !/^[A-Za-z0-9][\w./+-]*$/.test(options.release))
      throw new HostRefusal('package-not-found', `${options.release} is not the name of a release`, {});
    const release = options.release === undefined ? [] : [`--target-release=${options.release}`];
    await this.inTurn([...apt, 'install', ...versions, ...recommends, ...release, '--', ...packages]);
  }

  async remove(packages: readonly string[], options: { purge?: boolean } = {}): Promise<void> {
    for (const wanted of packages) checkName(wanted);
    if (packages.length > 0) await this.inTurn([...apt, options.purge ? 'purge' : 'remove', '--', ...packages]);
  }

  private async inTurn(argv: readonly [string, ...string[]]): Promise<CommandResult> {
    const run = this.turn.then(() => this.patiently(argv));
    this.turn = run.catch(() => undefined);
    return run;
  }

  private async patiently(argv: readonly [string, ...string[]]): Promise<CommandResult> {
    let result = await this.tools.ask(argv, { env, timeout: installTimeout });
    // apt waits for dpkg's lock, but not for the one of its lists; apt-mark waits for none.
    for (let waited = 0; isLocked(result) && waited < lockPatience; waited += 2) {
      await sleep(2_000);
      result = await this.tools.ask(argv, { env, timeout: installTimeout });
    }
    if (result.exitCode !== 0) throw aptRefusal(argv, result);
    return result;
  }
}

const packageName = /^[a-z0-9][a-z0-9+.-]*(?::[a-z0-9-]+)?$/;

/** A trailing `-` would make apt remove what it was asked to install. */
function checkName(wanted: string): void {
  const [name = '', version] = wanted.split('=');
  if (
    packageName.test(name) &&
    !name.endsWith('-') &&
    (version === undefined || /^[A-Za-z0-9.+:~-]+\*?$/.test(version))
  )
    return;
  throw new HostRefusal('package-not-found', `${wanted} is not a package name`, { package: wanted });
}
