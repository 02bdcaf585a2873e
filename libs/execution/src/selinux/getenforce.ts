import { textIfThere } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getenforce = defineFunction({
  name: 'selinux.getenforce',
  doc: 'Whether SELinux is Enforcing, Permissive or Disabled.',
  args: NoArgs,
  example: 'selinux.getenforce',
  looks: true,
  async run(host) {
    const text = await textIfThere(host, '/sys/fs/selinux/enforce');
    if (text === undefined) return 'Disabled';
    return text.trim() === '1' ? 'Enforcing' : 'Permissive';
  },
});
