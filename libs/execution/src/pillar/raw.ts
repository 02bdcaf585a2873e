import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class PillarRawArgs {
  @Arg({ doc: 'One top-level key; without it, the whole pillar.', type: 'string', optional: true })
  key?: string;
}

export const raw = defineFunction({
  name: 'pillar.raw',
  doc: 'The pillar as this run holds it.',
  args: PillarRawArgs,
  example: 'pillar.raw cortensord',
  async run(_host, want, context) {
    const pillar = await context.pillar();
    return want.key === undefined ? pillar : (pillar.get(want.key) ?? new Map());
  },
});
