import { HostRefusal, type HostView } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { maskOf, parseAddress, prefixOfMask, printAddress } from './ip-math.js';

/** Interface → `up`, `hwaddr`, `inet`, `inet6`, in Salt's shape; interfaces without addresses are among them. */
export async function readInterfaces(host: HostView): Promise<ValueMap> {
  const addresses = host.network.interfaces();
  const names = [...new Set([...(await listed(host)), ...addresses.keys()])].sort();
  const all: ValueMap = new Map();
  for (const name of names) {
    const here = addresses.get(name) ?? [];
    const mac = here[0]?.mac ?? (await text(host, `/sys/class/net/${name}/address`));
    const flags = await text(host, `/sys/class/net/${name}/flags`);
    // The lowest bit says that the interface was brought up.
    const up = flags === undefined ? here.length > 0 : (Number(flags) & 1) === 1;
    const four = here.filter(({ family }) => family === 4).map((one) => inet(name, one));
    const six = here.filter(({ family }) => family === 6).map((one) => inet6(one));
    all.set(
      name,
      new Map<Value, Value>([
        ['up', up],
        ...(mac ? [['hwaddr', mac] as [Value, Value]] : []),
        ...(four.length > 0 ? [['inet', four] as [Value, Value]] : []),
        ...(six.length > 0 ? [['inet6', six] as [Value, Value]] : []),
      ]),
    );
  }
  return all;
}

function inet(label: string, one: { address: string; netmask: string; internal: boolean }): ValueMap {
  const { bits } = parseAddress(one.address);
  const hosts = maskOf(32, 32) ^ parseAddress(one.netmask).bits;
  return new Map<Value, Value>([
    ['address', one.address],
    ['netmask', one.netmask],
    ['broadcast', one.internal ? null : printAddress({ bits: bits | hosts, width: 32 })],
    ['label', label],
  ]);
}

function inet6(one: { address: string; netmask: string; internal: boolean }): ValueMap {
  return new Map<Value, Value>([
    ['address', one.address],
    ['prefixlen', String(prefixOfMask(one.netmask))],
    ['scope', one.internal ? 'host' : /^fe[89ab]/i.test(one.address) ? 'link' : 'global'],
  ]);
}

async function listed(host: HostView): Promise<string[]> {
  try {
    return (await host.files.list('/sys/class/net')).filter((name) => name !== 'bonding_masters');
  } catch (cause) {
    if (cause instanceof HostRefusal) return [];
    throw cause;
  }
}

async function text(host: HostView, path: string): Promise<string | undefined> {
  try {
    return (await host.files.read(path)).toString('utf8').trim();
  } catch (cause) {
    if (cause instanceof HostRefusal) return undefined;
    throw cause;
  }
}
