import { Arg } from '@fleet/arguments';
import { joinLines, splitLines } from '@fleet/edits';
import { HostRefusal, isHostName, textIfThere, type Host } from '@fleet/platform';
import { defineFunction, FunctionRefused } from '../definition.js';
import { readText } from '../read-text.js';
import { runTool } from '../tool.js';

export class NetworkModHostnameArgs {
  @Arg({ doc: 'The new name: letters, digits and dashes, in parts joined by dots.', type: 'string' })
  hostname!: string;
}

const hosts = '/etc/hosts';

export const modHostname = defineFunction({
  name: 'network.mod_hostname',
  doc: 'Give the machine another name, now and at boot; where /etc/hosts has the old name for an address of the machine itself, the new one takes its place.',
  args: NetworkModHostnameArgs,
  example: 'network.mod_hostname web1.example.org',
  async run(host, { hostname }) {
    if (!isHostName(hostname))
      throw new FunctionRefused(
        'bad-arguments',
        `network.mod_hostname: ${JSON.stringify(hostname)} is no name of a host`,
      );
    const before = host.network.hostname();
    const kept = (await readText(host, '/etc/hostname'))?.trim();
    if (kept !== hostname || before !== hostname) await setName(host, hostname);
    if (before !== hostname) await renameInHosts(host, before, hostname);
    return true;
  },
});

/** systemd's own tool tells whoever wants to know; where it has no bus to speak through, the two steps that it would take. */
async function setName(host: Host, name: string): Promise<void> {
  if (await throughSystemd(host, name)) return;
  await host.files.write('/etc/hostname', `${name}\n`);
  await runTool(host, ['hostname', '--', name]);
}

async function throughSystemd(host: Host, name: string): Promise<boolean> {
  if (!(await host.files.stat('/run/systemd/system'))) return false;
  try {
    return (await host.commands.run(['hostnamectl', 'set-hostname', '--', name], { timeout: 30_000 })).exitCode === 0;
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return false;
    throw cause;
  }
}

/** Programs look their own name up; without this line, `sudo` and mail servers wait for a name server. */
async function renameInHosts(host: Host, before: string, after: string): Promise<void> {
  const { lines, ended } = splitLines((await textIfThere(host, hosts)) ?? '');
  const renamed = lines.map((line) => {
    const [own, ...comment] = line.split('#');
    if (!/^\s*(?:127\.|::1\s)/.test(own ?? '')) return line;
    const [short, shortAfter] = [before.split('.')[0], after.split('.')[0]];
    const words = (own ?? '').split(/(\s+)/).map((word) => {
      // Every machine is localhost too, whatever it was called.
      if (/^localhost(?:\.|$)/.test(word)) return word;
      return word === before ? after : word === short ? (shortAfter ?? word) : word;
    });
    return [words.join(''), ...comment].join('#');
  });
  if (renamed.some((line, index) => line !== lines[index])) await host.files.write(hosts, joinLines(renamed, ended));
}
