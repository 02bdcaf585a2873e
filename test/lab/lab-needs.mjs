import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** What this machine lacks for the lab, each with the way to mend it; empty where the lab can run. */
export function labNeeds() {
  const missing = [];
  if (process.platform !== 'linux') return [{ what: `this is ${process.platform}`, way: 'the lab needs Linux' }];
  if (process.getuid?.() !== 0) missing.push({ what: 'you are not root', way: 'run `sudo npm run lab`' });
  if (!existsSync('/lib/systemd/systemd'))
    missing.push({ what: 'systemd is not installed', way: '`apt-get install systemd` brings it' });
  for (const [program, package_] of [
    ['unshare', 'util-linux'],
    ['nsenter', 'util-linux'],
    ['ip', 'iproute2'],
    ['git', 'git'],
    ['bash', 'bash'],
  ]) {
    if (!onPath(program))
      missing.push({ what: `there is no \`${program}\``, way: `\`apt-get install ${package_}\` brings it` });
  }
  if (missing.length === 0) {
    const probe = spawnSync('unshare', ['-m', '-p', '-f', '-n', '-C', '--kill-child', 'true'], { encoding: 'utf8' });
    if (probe.status !== 0)
      missing.push({
        what: `namespaces are not allowed here (${(probe.stderr ?? '').trim()})`,
        way: 'run it on a machine, or in a privileged container',
      });
  }
  return missing;
}

/** Whether the shell would find a program of that name. */
export function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
}
