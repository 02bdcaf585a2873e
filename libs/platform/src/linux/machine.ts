import { readFile } from 'node:fs/promises';
import { cpus, freemem, loadavg, machine, release, totalmem, type, uptime } from 'node:os';
import type { Machine } from '../host.js';

export class LinuxMachine implements Machine {
  readonly kernel = { name: type(), release: release(), machine: machine() };
  readonly processId = process.pid;
  /** What was set while this process ran: commands get it too, and nothing else of our own environment. */
  readonly given = new Map<string, string | undefined>();

  async osRelease(): Promise<Readonly<Record<string, string>>> {
    const text = await readFile('/etc/os-release', 'utf8').catch(() =>
      readFile('/usr/lib/os-release', 'utf8').catch(() => ''),
    );
    return parseOsRelease(text);
  }
  environment(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
  }
  async setEnvironment(variables: Readonly<Record<string, string | undefined>>): Promise<void> {
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
      this.given.set(name, value);
    }
  }
  uptime(): number {
    return uptime();
  }
  load(): [number, number, number] {
    const [one = 0, five = 0, fifteen = 0] = loadavg();
    return [one, five, fifteen];
  }
  memory(): { total: number; free: number } {
    return { total: totalmem(), free: freemem() };
  }
  cpus(): { model: string }[] {
    return cpus().map(({ model }) => ({ model }));
  }
}

/** Shell-like assignments: quotes come off, and in double quotes a backslash guards the next character. */
export function parseOsRelease(text: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const found = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim());
    if (!found) continue;
    const [, key = '', raw = ''] = found;
    if (/^".*"$/.test(raw)) result[key] = raw.slice(1, -1).replace(/\\(.)/g, '$1');
    else result[key] = /^'.*'$/.test(raw) ? raw.slice(1, -1) : raw;
  }
  return result;
}
