import { defineFunction, FunctionRefused } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const isSystemRunning = defineFunction({
  name: 'systemd.is_system_running',
  doc: 'How the whole machine is: running, degraded (a unit has failed), starting, stopping, maintenance, offline.',
  args: NoArgs,
  example: 'systemd.is_system_running',
  looks: true,
  async run(host) {
    // It ends with 1 for everything but running, and says what it is all the same.
    const { stdout, stderr } = await host.commands.probe(['systemctl', 'is-system-running']);
    if (stdout.trim() === '') throw new FunctionRefused('failed', stderr.trim() || 'systemd does not answer');
    return stdout.trim();
  },
});
