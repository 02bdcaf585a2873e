import { HostRefusal } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getenforce = defineFunction({
  name: 'selinux.getenforce',
  doc: 'Whether SELinux is Enforcing, Permissive or Disabled.',
  args: NoArgs,
  example: 'selinux.getenforce',
  looks: true,
  async run(host) {
    try {
      const text = (await host.files.read('/sys/fs/selinux/enforce')).toString('utf8').trim();
      return text === '1' ? 'Enforcing' : 'Permissive';
    } catch (cause) {
      if (cause instanceof HostRefusal && cause.code === 'ENOENT') return 'Disabled';
      throw cause;
    }
  },
});
