import { Arg, Rest } from '@fleet/arguments';
import { defineState, type StateDefinition } from '@fleet/states';
import type { ValueMap } from '@fleet/values';

/** State functions for this room's own specs: their outcome is in their arguments, and they keep no machine busy. */
class PretendArguments {
  @Arg({ doc: 'What it is about.', type: 'string' })
  name!: string;

  @Arg({ doc: 'How it ends.', type: 'string', default: 'same', oneOf: ['same', 'changes', 'fails'] })
  ends!: 'same' | 'changes' | 'fails';

  @Arg({ doc: 'A number, to be wrong about.', type: 'int', optional: true })
  port?: number;

  @Arg({ doc: 'Where its commands run.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'A file of the tree.', type: 'string', optional: true })
  source?: string;
}

class AnyArguments {
  @Rest({ doc: 'Anything.', of: 'named' })
  all!: ValueMap;
}

/** What was done, in order, by the chunks of one run. */
export const done: string[] = [];

const thing = defineState({
  name: 'thing.present',
  doc: 'Pretends to keep a thing.',
  args: PretendArguments,
  example: 'x:\n  thing.present: []\n',
  async plan(_host, want) {
    if (want.ends === 'fails') return { verdict: false, comment: `${want.name} failed` };
    if (want.ends === 'same') return { steps: [], already: `${want.name} is there` };
    const apply = async (): Promise<void> => void done.push(want.name);
    return { steps: [{ summary: `make ${want.name}`, changes: new Map([[want.name, 'made']]), apply }], already: '' };
  },
  async onWatch(_host, want) {
    const apply = async (): Promise<void> => void done.push(`again ${want.name}`);
    return {
      steps: [{ summary: `make ${want.name} again`, changes: new Map([[want.name, 'made again']]), apply }],
      already: '',
    };
  },
});

const other = defineState({ ...thing, name: 'other.present' });

const gone = defineState({
  ...thing,
  name: 'thing.wiped',
  destroys: 'The thing.',
  async plan(_host, want) {
    if (want.ends !== 'changes') return { steps: [], already: `${want.name} is not there` };
    const apply = async (): Promise<void> => void done.push(`wipe ${want.name}`);
    const changes = new Map([['wiped', want.name]]);
    return { steps: [{ summary: `wipe ${want.name}`, changes, destructive: true, apply }], already: '' };
  },
});

/** Destroys without having said that it may. */
const { destroys: _said, ...unsaid } = gone;
const sly = defineState({ ...unsaid, name: 'thing.dropped' });

const open = defineState({
  name: 'open.run',
  doc: 'Takes anything.',
  args: AnyArguments,
  example: 'x:\n  open.run: []\n',
  plan: async (_host, want) => ({ verdict: true, comment: [...want.all.keys()].join(',') }),
});

export const specStates: ReadonlyMap<string, StateDefinition> = new Map(
  [thing, other, gone, sly, open].map((definition) => [definition.name, definition as StateDefinition]),
);
