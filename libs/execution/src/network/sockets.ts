import type { HostView } from '@fleet/platform';
import { readText, rowsOf } from '../read-text.js';
import { printAddress } from './ip-math.js';

export interface Socket {
  readonly protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  readonly local: { readonly address: string; readonly port: number };
  readonly remote: { readonly address: string; readonly port: number };
  /** `LISTEN`, `ESTABLISHED`, …; empty for UDP. */
  readonly state: string;
  readonly receiveQueue: number;
  readonly sendQueue: number;
  readonly uid: number;
  readonly inode: string;
}

/** By their numbers in the kernel, from 1. */
const states = [
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
];

/** From the tables of the kernel; a protocol that it does not have has no sockets. */
export async function sockets(host: HostView, protocols: readonly Socket['protocol'][]): Promise<Socket[]> {
  const found: Socket[] = [];
  for (const protocol of protocols) {
    for (const row of rowsOf(await readText(host, `/proc/net/${protocol}`)).slice(1)) {
      const [, local = '', remote = '', state = '', queues = '', , , uid = '', , inode = ''] = row;
      if (!local.includes(':') || !remote.includes(':')) continue;
      const [send = '0', receive = '0'] = queues.split(':');
      found.push({
        protocol,
        local: endOf(local),
        remote: endOf(remote),
        state: protocol.startsWith('udp') ? '' : (states[Number.parseInt(state, 16) - 1] ?? state),
        receiveQueue: Number.parseInt(receive, 16),
        sendQueue: Number.parseInt(send, 16),
        uid: Number(uid),
        inode,
      });
    }
  }
  return found;
}

/** `0100007F:1F90`: words of four bytes, each as the processor keeps it, and the port. */
function endOf(text: string): { address: string; port: number } {
  const [hex = '', port = ''] = text.split(':');
  const turned = (hex.match(/.{8}/g) ?? []).map((word) => Buffer.from(word, 'hex').reverse().toString('hex')).join('');
  const address = printAddress({ bits: BigInt(`0x${turned || '0'}`), width: hex.length > 8 ? 128 : 32 });
  return { address, port: Number.parseInt(port, 16) };
}
