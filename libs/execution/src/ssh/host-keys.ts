import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';

export class SshHostKeysArgs {
  @Arg({ doc: 'Where they lie.', type: 'string', default: '/etc/ssh' })
  keydir!: string;

  @Arg({ doc: 'Private keys never leave the machine: True is refused.', type: 'boolean', default: false })
  private!: boolean;

  @Arg({ doc: 'Certificates, too.', type: 'boolean', default: true })
  certs!: boolean;
}

export const hostKeys = defineFunction({
  name: 'ssh.host_keys',
  doc: 'The public keys by which this machine is known, by type.',
  args: SshHostKeysArgs,
  example: 'ssh.host_keys',
  looks: true,
  async run(host, want) {
    if (want.private) throw new FunctionRefused('not-allowed', 'private keys never leave the machine');
    const keys = new Map<Value, Value>();
    for (const file of await host.files.list(want.keydir)) {
      const [, type = '', cert = ''] = /^ssh_host_(.+?)_key(-cert)?\.pub$/.exec(file) ?? [];
      if (type === '' || (cert !== '' && !want.certs)) continue;
      keys.set(`${type}${cert}.pub`, (await host.files.read(`${want.keydir}/${file}`)).toString('utf8').trim());
    }
    return keys;
  },
});
