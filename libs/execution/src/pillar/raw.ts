import { Arg } from '@fleet/arguments';
import { defineQuick } from '../definition.js';

export class PillarRawArgs {
  @Arg({ doc: 'One top-level key; without it, the whole pillar.', type: 'string', optional: true, nullable: true })
  key?: string | null;
}

export const raw = defineQuick({
  name: 'pillar.raw',
  doc: 'The pillar as this run holds it.',
  args: PillarRawArgs,
  example: 'pillar.raw cortensord',
  needs: ['pillar'],
  now: (want, { pillar }) => (want.key ? (pillar.get(want.key) ?? new Map()) : pillar),
});
