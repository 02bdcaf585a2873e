import { basename } from 'node:path/posix';
import type { Host, HostView } from './host.js';

export interface UnitVerdict {
  readonly valid: boolean;
  readonly messages: readonly string[];
}

/**
 * What `systemd-analyze verify` says of a unit of the machine, of a file, or of a text that lies nowhere yet. Strictly: a key that systemd does not know and
 * would ignore is a mistake. What is wrong with other units is not told.
 * @throws HostRefusal `ENOENT` where the machine has no systemd-analyze
 */
export async function verifyUnit(host: Host, nameOrPath: string, text?: string): Promise<UnitVerdict> {
  if (text === undefined) return ask(host, nameOrPath);
  return verifyFiles(host, basename(nameOrPath), { [basename(nameOrPath)]: text });
}

/** The same of a unit with its drop-ins, by their paths below one of systemd's directories. */
export async function verifyFiles(
  host: Host,
  unit: string,
  files: Readonly<Record<string, string>>,
): Promise<UnitVerdict> {
  return host.files.withScratch(async (directory) => {
    for (const [path, content] of Object.entries(files)) {
      if (path.includes('/')) await host.files.makeDirectory(`${directory}/${path.slice(0, path.lastIndexOf('/'))}`);
      await host.files.write(`${directory}/${path}`, content);
    }
    const { valid, messages } = await ask(host, `${directory}/${unit}`);
    return { valid, messages: messages.map((message) => message.replaceAll(`${directory}/`, '')) };
  });
}

async function ask(host: HostView, unit: string): Promise<UnitVerdict> {
  const words = ['systemd-analyze', 'verify', '--man=no', '--recursive-errors=no', '--', unit] as const;
  const { exitCode, stderr, stdout } = await host.commands.probe(words, { timeout: 60_000 });
  const messages = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '');
  return { valid: exitCode === 0, messages };
}
