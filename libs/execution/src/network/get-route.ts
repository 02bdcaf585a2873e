import { isIP } from 'node:net';
import { Arg } from '@fleet/arguments';
import { parseJson } from '@fleet/rendering';
import { isList, isMap, type Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { askTool } from '../tool.js';

export class NetworkGetRouteArgs {
  @Arg({ doc: 'An IP address.', type: 'string' })
  ip!: string;
}

export const getRoute = defineFunction({
  name: 'network.get_route',
  doc: 'Which way packets to an address go: `destination`, `gateway`, `interface` and `source`.',
  args: NetworkGetRouteArgs,
  example: 'network.get_route 10.10.10.10',
  looks: true,
  async run(host, { ip }) {
    if (isIP(ip) === 0) throw new FunctionRefused('bad-arguments', `network.get_route: ${ip} is no IP address`);
    const text = await askTool(host, ['ip', '-json', 'route', 'get', ip]);
    const parsed = parseJson({ source: { name: 'ip route get', text } });
    const route = parsed.ok && isList(parsed.value) ? (parsed.value[0] ?? null) : null;
    if (!isMap(route)) throw new FunctionRefused('failed', `ip tells no way to ${ip}`);
    return new Map<Value, Value>([
      ['destination', route.get('dst') ?? ip],
      ['gateway', route.get('gateway') ?? null],
      ['interface', route.get('dev') ?? null],
      ['source', route.get('prefsrc') ?? null],
    ]);
  },
});
