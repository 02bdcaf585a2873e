import type { Value } from '@fleet/values';
import { readText, type GrainFamily } from './family.js';

export const selinux: GrainFamily = {
  name: 'selinux',
  doc: 'Where its tools are installed: selinux, with `enabled` and `enforced` (Enforcing, Permissive or Disabled).',
  async collect(host) {
    if ((await host.commands.which('selinuxenabled')) === undefined) return {};
    const enforce = await readText(host, '/sys/fs/selinux/enforce');
    const enforced = enforce === undefined ? 'Disabled' : enforce === '1' ? 'Enforcing' : 'Permissive';
    return {
      selinux: new Map<Value, Value>([
        ['enabled', enforce !== undefined],
        ['enforced', enforced],
      ]),
    };
  },
};
