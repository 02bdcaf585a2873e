import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const systemctlReload = defineFunction({
  name: 'service.systemctl_reload',
  doc: 'Let systemd read all unit files again (systemctl daemon-reload).',
  args: NoArgs,
  example: 'service.systemctl_reload',
  async run(host) {
    await host.services.reloadManager();
    return true;
  },
});
