import { basename } from 'node:path/posix';
import type { Host } from './host.js';

/**
 * What `systemd-analyze verify` says of a unit of the machine, of a file, or of a text that lies nowhere yet. Strictly: a key that systemd does not know and
 * would ignore is a mistake. What is wrong with other units is not told.
 * @throws HostRefusal `ENOENT` where the machine has no systemd-analyze
 */
export async function verifyUnit(
  host: Host,
  nameOrPath: string,
  text?: string,
): Promise<{ readonly valid: boolean; readonly messages: readonly string[] }> {
  if (text === undefined) return ask(host, nameOrPath);
  return host.files.withScratch(async (directory) => {
    const path = `${directory}/${basename(nameOrPath)}`;
    await host.files.write(path, text);
    const { valid, messages } = await ask(host, path);
    return { valid, messages: messages.map((message) => message.replaceAll(`${directory}/`, '')) };
  });
}

async function ask(host: Host, unit: string): ReturnType<typeof verifyUnit> {
  const words = ['systemd-analyze', 'verify', '--man=no', '--recursive-errors=no', '--', unit] as const;
  const { exitCode, stderr, stdout } = await host.commands.probe(words, { timeout: 60_000 });
  const messages = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '');
  return { valid: exitCode === 0, messages };
}
