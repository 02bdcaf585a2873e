import { Arg } from '@fleet/arguments';
import { parseJson } from '@fleet/rendering';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { askTool } from '../tool.js';
import { maskOf, printAddress } from './ip-math.js';

export class NetworkRoutesArgs {
  @Arg({ doc: 'Only of one kind: inet, or inet6.', type: 'string', optional: true, oneOf: ['inet', 'inet6'] })
  family?: 'inet' | 'inet6';
}

export const routes = defineFunction({
  name: 'network.routes',
  doc: 'All routes of the main table.',
  args: NetworkRoutesArgs,
  example: 'network.routes family=inet',
  looks: true,
  async run(host, { family }) {
    const all: ValueMap[] = [];
    for (const kind of family === undefined ? (['inet', 'inet6'] as const) : [family]) {
      const text = await askTool(host, ['ip', '-json', kind === 'inet' ? '-4' : '-6', 'route', 'show']);
      const parsed = parseJson({ source: { name: 'ip route', text: text === '' ? '[]' : text } });
      if (!parsed.ok || !isList(parsed.value)) continue;
      all.push(...parsed.value.filter(isMap).map((route) => shown(kind, route)));
    }
    return all;
  },
});

function shown(family: 'inet' | 'inet6', route: ValueMap): ValueMap {
  const width = family === 'inet' ? 32 : 128;
  const given = String(route.get('dst') ?? 'default');
  const destination = given === 'default' ? (family === 'inet' ? '0.0.0.0/0' : '::/0') : given;
  const [address = '', prefix = String(width)] = destination.split('/');
  const mask = printAddress({ bits: maskOf(Number(prefix), width), width });
  const gateway = route.get('gateway');
  return new Map<Value, Value>([
    ['addr_family', family],
    ['destination', family === 'inet' ? address : destination],
    ['gateway', gateway ?? (family === 'inet' ? '0.0.0.0' : '::')],
    ['netmask', family === 'inet' ? mask : ''],
    ['flags', `U${gateway === undefined ? '' : 'G'}${Number(prefix) === width ? 'H' : ''}`],
    ['interface', route.get('dev') ?? ''],
  ]);
}
