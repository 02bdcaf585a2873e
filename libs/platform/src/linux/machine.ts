import { readFile } from 'node:fs/promises';
import { cpus, freemem, machine, release, totalmem, type, uptime } from 'node:os';
import type { Machine } from '../host.js';

export class LinuxMachine implements Machine {
  readonly kernel = { name: type(), release: release(), machine: machine() };
  readonly processId = process.pid;

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
  uptime(): number {
    return uptime();
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
