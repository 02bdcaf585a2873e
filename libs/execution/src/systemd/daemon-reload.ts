import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const daemonReload = defineFunction({
  name: 'systemd.daemon_reload',
  doc: 'Make systemd read the unit files again.',
  args: NoArgs,
  example: 'systemd.daemon_reload',
  async run(host) {
    await host.services.reloadManager();
    return true;
  },
});
