import { Rest } from '@fleet/arguments';
import { traverse, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, defineFunction, type FunctionContext } from '../definition.js';
import { optionsOf, wantedPillar } from './wanted-pillar.js';

export class PillarItemArgs {
  @Rest({ doc: 'Paths of the values.', of: 'positional' })
  keys: Value[] = [];

  @Rest({
    doc: '`default` is what those get that the pillar does not have; `delimiter` joins steps; `pillarenv` chooses the environment.',
    of: 'named',
  })
  options: ValueMap = new Map();
}

const known = ['default', 'delimiter', 'pillarenv', 'saltenv'];

export const item = defineFunction({
  name: 'pillar.item',
  doc: 'Several values of the pillar by their paths; those that do not exist are empty.',
  args: PillarItemArgs,
  example: 'pillar.item cortensord:user cortensord:CHAINID',
  looks: true,
  run: (_host, want, context) =>
    itemsAt('pillar.item', want.keys, optionsOf(want.options, known, 'pillar.item'), context),
});

export async function itemsAt(
  name: string,
  keys: readonly Value[],
  options: Readonly<Record<string, Value>>,
  context: FunctionContext,
): Promise<ValueMap> {
  const { default: missing = '', delimiter = ':', ...wish } = options;
  if (typeof delimiter !== 'string' || delimiter === '')
    throw new FunctionRefused('bad-arguments', `${name}: delimiter must be text`);
  const pillar = await wantedPillar(name, wish, context);
  return new Map(
    keys.map((key): [Value, Value] => {
      const found = traverse(pillar, String(key), delimiter);
      return [key, found === undefined ? missing : found];
    }),
  );
}
