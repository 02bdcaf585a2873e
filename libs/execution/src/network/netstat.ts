import type { HostView } from '@fleet/platform';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { sockets } from './sockets.js';

export const netstat = defineFunction({
  name: 'network.netstat',
  doc: 'TCP and UDP sockets of the machine, those that listen too, each with its ends, its state and its account.',
  args: NoArgs,
  example: 'network.netstat',
  looks: true,
  async run(host) {
    const names = new Map<number, string>();
    const rows = [];
    for (const one of await sockets(host, ['tcp', 'tcp6', 'udp', 'udp6']))
      rows.push({
        proto: one.protocol,
        'recv-q': String(one.receiveQueue),
        'send-q': String(one.sendQueue),
        'local-address': shown(one.local),
        'remote-address': shown(one.remote),
        ...(one.state === '' ? {} : { state: one.state }),
        user: await accountName(host, one.uid, names),
        inode: one.inode,
      });
    return fromPlain(rows);
  },
});

function shown({ address, port }: { readonly address: string; readonly port: number }): string {
  const text = port === 0 ? '*' : String(port);
  return address.includes(':') ? `[${address}]:${text}` : `${address}:${text}`;
}

async function accountName(host: HostView, uid: number, known: Map<number, string>): Promise<string> {
  const name = known.get(uid) ?? (await host.accounts.userById(uid))?.name ?? String(uid);
  known.set(uid, name);
  return name;
}
