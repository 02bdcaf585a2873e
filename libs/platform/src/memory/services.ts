import { basename } from 'node:path/posix';
import { HostRefusal, type Services, type ServiceStatus } from '../host.js';
import { globPattern, isTemplate, isUnitName, templateOf, unitName } from '../unit-name.js';
import type { MemoryFiles } from './files.js';

export interface MemoryUnit {
  /** Text of the unit file; default: a small service that `multi-user.target` wants. */
  readonly text?: string;
  readonly active?: boolean;
  readonly enabled?: boolean;
  readonly masked?: boolean;
  readonly mainPid?: number;
  readonly restarts?: number;
  /** It fails whenever it is started, and this is what its journal says. */
  readonly failsWith?: string;
}

interface Running {
  state: 'active' | 'inactive' | 'failed';
  subState: string;
  mainPid: number;
  restarts: number;
  /** The unit's file as systemd last read it. */
  read: string | undefined;
}

const administrator = '/etc/systemd/system';
const directories = [administrator, '/run/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system'];
const plainUnit = '[Service]\nExecStart=/bin/true\nExecReload=/bin/true\n[Install]\nWantedBy=multi-user.target\n';

/** systemd over the files of the memory machine: unit files, masks and `.wants` links are entries that states can see and make. */
export class MemoryServices implements Services {
  private readonly running = new Map<string, Running>();
  private readonly failing = new Map<string, string>();
  private pids = 1000;

  constructor(
    private readonly files: MemoryFiles,
    initial: Readonly<Record<string, MemoryUnit>> = {},
  ) {
    for (const [given, unit] of Object.entries(initial)) {
      const name = unitName(given);
      const file = templateOf(name) ?? name;
      if (unit.text !== undefined || this.fileOf(file) === undefined)
        files.plant(`/usr/lib/systemd/system/${file}`, { content: unit.text ?? plainUnit });
      if (unit.failsWith !== undefined) this.failing.set(name, unit.failsWith);
      if (unit.active)
        this.running.set(name, {
          state: 'active',
          subState: 'running',
          mainPid: unit.mainPid ?? this.nextPid(),
          restarts: unit.restarts ?? 0,
          read: this.textOf(name),
        });
      if (unit.enabled) this.files.plant(this.linkOf(name), { target: this.fileOf(name) ?? '' });
      if (unit.masked) this.files.plant(`${administrator}/${name}`, { target: '/dev/null' });
    }
  }

  suits(): 'usual' {
    return 'usual';
  }

  async status(given: string): Promise<ServiceStatus> {
    const name = unitName(given);
    const running = this.running.get(name);
    const known = isUnitName(name) && (this.fileOf(name) !== undefined || running?.state === 'active');
    const unitFileState = known ? await this.unitFileState(name) : '';
    return {
      name,
      known,
      active: running?.state === 'active',
      state: running?.state ?? 'inactive',
      subState: running?.subState ?? 'dead',
      unitFileState,
      enabled: unitFileState === 'enabled',
      masked: unitFileState === 'masked',
      mainPid: running?.mainPid ?? 0,
      restarts: running?.restarts ?? 0,
      needsReload: running?.state === 'active' && running.read !== this.textOf(name),
    };
  }

  statusOf(names: readonly string[]): Promise<ServiceStatus[]> {
    return Promise.all(names.map((name) => this.status(name)));
  }

  async find(glob: string): Promise<string[]> {
    const matches = globPattern(unitName(glob));
    const places = await Promise.all(
      [...directories, `${administrator}/multi-user.target.wants`].map((path) => this.files.list(path).catch(() => [])),
    );
    const names = [...this.running.keys(), ...places.flat()].filter((name) => unitName(name) === name);
    return [...new Set(names)].filter((name) => !isTemplate(name) && matches.test(name)).sort();
  }

  async show(given: string, properties?: readonly string[]): Promise<Record<string, string>> {
    const status = await this.status(given);
    const all: Record<string, string> = {
      Id: status.name,
      LoadState: status.masked ? 'masked' : status.known ? 'loaded' : 'not-found',
      ActiveState: status.state,
      SubState: status.subState,
      UnitFileState: status.unitFileState,
      FragmentPath: this.fileOf(status.name) ?? '',
      MainPID: String(status.mainPid),
      NRestarts: String(status.restarts),
      NeedDaemonReload: status.needsReload ? 'yes' : 'no',
    };
    return Object.fromEntries(Object.entries(all).filter(([key]) => !properties || properties.includes(key)));
  }

  showOf(names: readonly string[], properties: readonly string[]): Promise<Record<string, string>[]> {
    return Promise.all(names.map((name) => this.show(name, properties)));
  }

  async start(given: string): Promise<void> {
    const status = await this.demandRunnable(given, 'start');
    if (!status.active) this.begin(status.name, 'start');
  }

  async stop(given: string): Promise<void> {
    const { name } = await this.demandKnown(given);
    this.end(name, 'inactive');
  }

  async restart(given: string): Promise<void> {
    this.begin((await this.demandRunnable(given, 'restart')).name, 'restart');
  }

  async reload(given: string): Promise<void> {
    const { name, active } = await this.demandRunnable(given, 'reload');
    if (!active) throw failed('reload', name, `${name} is not active, cannot reload.`);
    if (!/^ExecReload=/m.test(this.textOf(name)))
      throw failed('reload', name, `Job type reload is not applicable for unit ${name}.`);
  }

  async enable(given: string): Promise<void> {
    const { name } = await this.demandRunnable(given, 'enable');
    if (!this.installable(name)) return;
    await this.files.makeDirectory(`${administrator}/multi-user.target.wants`, {}, { parents: true });
    await this.files.symlink(this.linkOf(name), this.fileOf(name) ?? '');
  }

  async disable(given: string): Promise<void> {
    await this.files.remove(this.linkOf((await this.demandKnown(given)).name));
  }

  async mask(given: string): Promise<void> {
    const { name } = await this.demandKnown(given);
    const path = `${administrator}/${name}`;
    if ((await this.files.stat(path))?.kind === 'file') throw failed('mask', name, `File ${path} already exists.`);
    await this.files.symlink(path, '/dev/null');
  }

  async unmask(given: string): Promise<void> {
    const { name, masked } = await this.demandKnown(given);
    if (masked) await this.files.remove(`${administrator}/${name}`);
  }

  async resetFailed(given: string): Promise<void> {
    const { name, state } = await this.demandKnown(given);
    if (state === 'failed') this.running.delete(name);
  }

  async reloadManager(): Promise<void> {
    for (const [name, running] of this.running) running.read = this.textOf(name);
  }

  end(given: string, how: 'failed' | 'inactive'): void {
    const running = this.running.get(unitName(given));
    if (running) Object.assign(running, { state: how, subState: how === 'failed' ? 'failed' : 'dead', mainPid: 0 });
  }

  private begin(name: string, verb: string): void {
    const text = this.textOf(name);
    const journal = this.failing.get(name) ?? this.failing.get(templateOf(name) ?? '');
    const before = this.running.get(name);
    const common = { restarts: before?.restarts ?? 0, read: before?.state === 'active' ? before.read : text };
    if (journal !== undefined) {
      this.running.set(name, { ...common, state: 'failed', subState: 'failed', mainPid: 0 });
      throw failed(verb, name, 'Job failed because the control process exited with error code.', journal);
    }
    const once = /^Type=oneshot/m.test(text);
    const stays = !once || /^RemainAfterExit=(?:yes|true|1)/m.test(text);
    this.running.set(name, {
      ...common,
      state: stays ? 'active' : 'inactive',
      subState: once ? (stays ? 'exited' : 'dead') : 'running',
      mainPid: once ? 0 : this.nextPid(),
    });
  }

  private async demandKnown(given: string): Promise<ServiceStatus> {
    const status = await this.status(given);
    if (!status.known)
      throw new HostRefusal('unit-not-found', `unit ${status.name} does not exist`, { unit: status.name });
    return status;
  }

  private async demandRunnable(given: string, verb: string): Promise<ServiceStatus> {
    const status = await this.demandKnown(given);
    if (status.masked) throw failed(verb, status.name, `Unit ${status.name} is masked.`);
    return status;
  }

  private async unitFileState(name: string): Promise<string> {
    if ((await this.files.stat(`${administrator}/${name}`))?.target === '/dev/null') return 'masked';
    if (await this.files.stat(this.linkOf(name))) return 'enabled';
    if (this.fileOf(name) === undefined) return '';
    return this.installable(name) ? 'disabled' : 'static';
  }

  private installable(name: string): boolean {
    return /^(?:WantedBy|RequiredBy|Alias|Also)=/m.test(this.textOf(name));
  }

  /** Path of the file that defines a unit: its own, else its template's. */
  private fileOf(name: string): string | undefined {
    const names = [name, templateOf(name)].filter((one) => one !== undefined);
    const paths = names.flatMap((one) => directories.map((directory) => `${directory}/${one}`));
    return paths.find((path) => this.files.text(path) !== undefined);
  }

  private textOf(name: string): string {
    const path = this.fileOf(name);
    return path === undefined ? '' : (this.files.text(path) ?? '');
  }

  private linkOf(name: string): string {
    return `${administrator}/multi-user.target.wants/${basename(name)}`;
  }

  private nextPid(): number {
    this.pids += 1;
    return this.pids;
  }
}

function failed(verb: string, unit: string, words: string, journal = ''): HostRefusal {
  const message = `cannot ${verb} ${unit}: ${words}${journal ? `\n${journal}` : ''}`;
  return new HostRefusal('command-failed', message, { unit, journal, exitCode: 1 });
}
