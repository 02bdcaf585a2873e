import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { HostRefusal, type Services, type ServiceStatus } from '../host.js';
import { globPattern, isTemplate, isUnitName, unitName } from '../unit-name.js';
import { parseListing, parseShow, serviceStatus, statusProperties } from './systemctl-output.js';
import { type Tools, toolFailed } from './tools.js';

const systemctl = ['systemctl', '--no-pager', '--no-ask-password'] as const;
/** Units may take long to start; `TimeoutStartSec` of the unit is the finer limit. Milliseconds. */
const actionTimeout = 10 * 60_000;

/** systemd, through its own tool. */
export class LinuxServices implements Services {
  constructor(private readonly tools: Tools) {}

  suits(): 'usual' | 'no' {
    // systemd's own test for "booted with systemd".
    return existsSync('/run/systemd/system') ? 'usual' : 'no';
  }

  async status(name: string): Promise<ServiceStatus> {
    return (await this.statusOf([name]))[0] as ServiceStatus;
  }

  async statusOf(names: readonly string[]): Promise<ServiceStatus[]> {
    const units = names.map(unitName);
    const askable = [...new Set(units)].filter((unit) => isUnitName(unit) && !isTemplate(unit));
    const templates = [...new Set(units)].filter((unit) => isUnitName(unit) && isTemplate(unit));
    const known = new Map([
      ...(await this.showAll(askable, statusProperties)),
      ...(await this.templateStates(templates)),
    ]);
    return units.map((unit) => serviceStatus(unit, known.get(unit) ?? {}));
  }

  async find(glob: string): Promise<string[]> {
    const wanted = unitName(glob);
    const matches = globPattern(wanted);
    const [loaded, files, enabled] = await Promise.all([
      this.list('list-units', wanted, '--all', '--plain', '--full'),
      this.list('list-unit-files', wanted, '--full'),
      enabledUnits(),
    ]);
    const units = [
      ...loaded.filter(({ state }) => state !== 'not-found').map(({ unit }) => unit),
      ...files.map(({ unit }) => unit),
      ...enabled,
    ];
    return [...new Set(units)].filter((unit) => !isTemplate(unit) && matches.test(unit)).sort();
  }

  async show(name: string, properties?: readonly string[]): Promise<Record<string, string>> {
    const unit = unitName(name);
    if (!isUnitName(unit) || isTemplate(unit)) return {};
    return (await this.showAll([unit], properties)).get(unit) ?? {};
  }

  async showOf(names: readonly string[], properties: readonly string[]): Promise<Record<string, string>[]> {
    const units = names.map(unitName);
    const askable = units.filter((unit) => isUnitName(unit) && !isTemplate(unit));
    const shown = await this.showAll([...new Set(askable)], properties);
    return units.map((unit) => shown.get(unit) ?? {});
  }

  start(name: string): Promise<void> {
    return this.act('start', name);
  }
  stop(name: string): Promise<void> {
    return this.act('stop', name);
  }
  restart(name: string): Promise<void> {
    return this.act('restart', name);
  }
  reload(name: string): Promise<void> {
    return this.act('reload', name);
  }
  enable(name: string): Promise<void> {
    return this.act('enable', name);
  }
  disable(name: string): Promise<void> {
    return this.act('disable', name);
  }
  async mask(name: string): Promise<void> {
    await this.demandKnown(name);
    await this.act('mask', name);
  }
  async unmask(name: string): Promise<void> {
    await this.demandKnown(name);
    await this.act('unmask', name);
  }

  async resetFailed(name: string): Promise<void> {
    const { state } = await this.demandKnown(name);
    // systemd refuses to forget the failure of a unit that it has not loaded, though there is none to forget.
    if (state === 'failed') await this.act('reset-failed', name);
  }

  async reloadManager(): Promise<void> {
    await this.tools.demand([...systemctl, 'daemon-reload'], { timeout: actionTimeout });
  }

  private async act(verb: string, name: string): Promise<void> {
    const unit = unitName(name);
    if (!isUnitName(unit)) throw unitNotFound(unit);
    const argv = [...systemctl, verb, '--', unit] as const;
    const result = await this.tools.ask(argv, { timeout: actionTimeout });
    if (result.exitCode === 0) return;
    // Only a failure pays for finding out which kind it is.
    if (!(await this.status(unit)).known) throw unitNotFound(unit);
    const refusal = toolFailed(argv, result);
    const journal = await this.lastLines(unit);
    const message = journal
      ? `cannot ${verb} ${unit}: ${refusal.message}\n${journal}`
      : `cannot ${verb} ${unit}: ${refusal.message}`;
    throw new HostRefusal(refusal.code, message, { ...refusal.fields, unit, journal });
  }

  private async demandKnown(name: string): Promise<ServiceStatus> {
    const status = await this.status(name);
    if (!status.known) throw unitNotFound(status.name);
    return status;
  }

  private async showAll(
    units: readonly string[],
    properties?: readonly string[],
  ): Promise<Map<string, Record<string, string>>> {
    if (units.length === 0) return new Map();
    const asked = properties ? [`--property=${properties.join(',')}`] : [];
    const { stdout } = await this.tools.demand([...systemctl, 'show', ...asked, '--', ...units]);
    const blocks = parseShow(stdout);
    return new Map(units.map((unit, index) => [unit, blocks[index] ?? {}]));
  }

  /** A template is a file, never a loaded unit: `show` refuses its name. */
  private async templateStates(templates: readonly string[]): Promise<Map<string, Record<string, string>>> {
    const states = await Promise.all(templates.map((template) => this.list('list-unit-files', template, '--full')));
    return new Map(states.flat().map(({ unit, state }) => [unit, { LoadState: 'loaded', UnitFileState: state }]));
  }

  private async list(verb: string, glob: string, ...options: string[]): Promise<{ unit: string; state: string }[]> {
    const argv = [...systemctl, verb, '--no-legend', ...options, '--', glob] as const;
    const result = await this.tools.ask(argv);
    // list-unit-files answers 1 where nothing matches.
    if (result.exitCode !== 0 && result.stderr.trim() !== '') throw toolFailed(argv, result);
    return parseListing(result.stdout);
  }

  /** The end of the unit's journal; a machine without one has nothing to add to the failure. */
  private async lastLines(unit: string): Promise<string> {
    const result = await this.tools
      .ask(['journalctl', '--no-pager', '--quiet', '--unit', unit, '--lines', '10', '--output', 'cat'], {
        timeout: 10_000,
      })
      .catch((error: unknown) => {
        if (error instanceof HostRefusal) return undefined;
        throw error;
      });
    return result?.exitCode === 0 ? result.stdout.trim() : '';
  }
}

function unitNotFound(unit: string): HostRefusal {
  return new HostRefusal('unit-not-found', `unit ${unit} does not exist`, { unit });
}

/** What the administrator enabled, loaded or not: instances have no unit file of their own to be listed by. */
async function enabledUnits(root = '/etc/systemd/system'): Promise<string[]> {
  const directories = await readdir(root).catch(() => []);
  const wants = directories.filter((name) => /\.(?:wants|requires|upholds)$/.test(name));
  return (await Promise.all(wants.map((name) => readdir(`${root}/${name}`).catch(() => [])))).flat();
}
