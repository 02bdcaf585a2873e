import { Float, Tuple, isList, isMap, tuple, type Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { PillarItemsArgs } from './items.args.js';
import { itemsOf } from './items.js';

export const obfuscate = defineFunction({
  name: 'pillar.obfuscate',
  doc: 'The pillar with the kind of each value in its place: its shape without anything that it holds.',
  args: PillarItemsArgs,
  example: 'pillar.obfuscate',
  looks: true,
  run: async (_host, want, context) => kindsOf(await itemsOf('pillar.obfuscate', want, context)),
});

function kindsOf(value: Value): Value {
  if (isMap(value)) return new Map([...value].map(([key, item]) => [key, kindsOf(item)]));
  if (isList(value)) return value instanceof Tuple ? tuple(value.map(kindsOf)) : value.map(kindsOf);
  return `<${pythonKind(value)}>`;
}

function pythonKind(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value)) ? 'float' : 'int';
}
