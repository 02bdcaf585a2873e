import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { sockets } from './sockets.js';

export const activeTcp = defineFunction({
  name: 'network.active_tcp',
  doc: 'TCP connections that are open, numbered, each with both its ends.',
  args: NoArgs,
  example: 'network.active_tcp',
  looks: true,
  async run(host) {
    const open = (await sockets(host, ['tcp', 'tcp6'])).filter(({ state }) => state === 'ESTABLISHED');
    return fromPlain(
      Object.fromEntries(
        open.map(({ local, remote }, index) => [
          String(index),
          {
            local_addr: local.address,
            local_port: String(local.port),
            remote_addr: remote.address,
            remote_port: String(remote.port),
          },
        ]),
      ),
    );
  },
});
