import { Arg } from '@fleet/arguments';
import { matchGlob } from '@fleet/targeting';
import type { Value } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { defaults, sources } from './sources.js';

export class ConfigOptionArgs {
  @Arg({ doc: 'Name of the setting; no path.', type: 'string' })
  value!: string;

  @Arg({
    doc: 'What to answer where nothing has it; an empty text, or for a wildcard an empty mapping.',
    type: 'any',
    optional: true,
  })
  default?: Value;

  @Arg({ doc: 'Do not look into the configuration of the minion.', type: 'boolean', default: false })
  omit_opts!: boolean;

  @Arg({ doc: 'Do not look into grains.', type: 'boolean', default: false })
  omit_grains!: boolean;

  @Arg({ doc: 'Do not look into the pillar.', type: 'boolean', default: false })
  omit_pillar!: boolean;

  @Arg({ doc: 'Do not look into the configuration of the master in the pillar.', type: 'boolean', default: false })
  omit_master!: boolean;

  @Arg({ doc: 'Look at nothing but what is built in.', type: 'boolean', default: false })
  omit_all!: boolean;

  @Arg({ doc: 'The name is a glob: answer all settings that it fits.', type: 'boolean', default: false })
  wildcard!: boolean;
}

export const option = defineQuick({
  name: 'config.option',
  doc: 'A setting by its name: from the minion, else its grains, else its pillar.',
  args: ConfigOptionArgs,
  example: 'config.option hosts.file',
  needs: ['grains', 'pillar'],
  now(want, known) {
    const places = [...(want.omit_all ? [] : sources(known, want)), defaults];
    if (!want.wildcard) return places.find((place) => place.has(want.value))?.get(want.value) ?? want.default ?? '';
    const found = new Map<Value, Value>();
    for (const place of places.reverse())
      for (const [name, value] of place) if (matchGlob(want.value, String(name))) found.set(name, value);
    return found.size > 0 ? found : (want.default ?? found);
  },
});
