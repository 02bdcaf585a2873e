import { HostRefusal, type CommandResult } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { readText, type GrainFamily } from './family.js';

export const systemd: GrainFamily = {
  name: 'systemd',
  doc: 'What starts the machine: init, and systemd with its version and features.',
  async collect(host) {
    const booted = await host.files.stat('/run/systemd/system');
    const first = await readText(host, '/proc/1/comm');
    const answer = await host.commands.probe(['systemctl', '--version'], { timeout: 5_000 }).catch((error: unknown) => {
      if (error instanceof HostRefusal) return undefined;
      throw error;
    });
    return { init: booted ? 'systemd' : (first ?? 'unknown'), systemd: answer && describe(answer) };
  },
};

/** `systemd 252 (252.38-1~deb12u1)`, and a line of `+FEATURE -FEATURE`. */
function describe({ exitCode, stdout }: CommandResult): Value | undefined {
  const version = /^systemd (\S+)/.exec(stdout)?.[1];
  if (exitCode !== 0 || version === undefined) return undefined;
  return new Map<Value, Value>([
    ['version', version],
    ['features', stdout.split('\n').slice(1).join(' ').trim()],
  ]);
}
