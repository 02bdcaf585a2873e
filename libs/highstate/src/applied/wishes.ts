import type { FileTree, TreeEntry } from '@fleet/fileserver';
import { stringifyExact, type Value, type ValueMap } from '@fleet/values';
import type { Fingerprint } from '../plan/fingerprint.js';
import { lowText } from '../plan/low-text.js';
import type { Chunk } from '../representations.js';
import { tagOf } from '../run/tag.js';

/** What was wished of one chunk, as fingerprints: what it was compiled to, and what of tree, pillar and grains it looked at beyond that. */
export interface Wish {
  readonly low: string;
  readonly inputs: ReadonlyMap<string, string>;
}

/** What is handed to a state, with a note of each thing that it looks at. */
export interface Noted {
  readonly tree: FileTree;
  readonly pillar: () => ValueMap;
  readonly grains: () => ValueMap;
  /** Of a template what came out of it counts, and not what it is made of. */
  readonly rendered: (source: string, text: string) => void;
}

/** Of a chunk that looks at more, all together are one. */
const mostInputs = 64;

/** What the chunks of one run are given. The low data of a `file.managed` names its source; what is wished is what stands there. */
export class Wishes {
  readonly #noted = new Map<string, Map<string, string>>();

  constructor(private readonly fingerprint: Fingerprint) {}

  noting(chunk: Chunk, given: { tree: FileTree; pillar: ValueMap; grains: ValueMap }): Noted {
    const inputs = this.#inputsOf(chunk);
    const rendered = new Set<string>();
    const note = (name: string, value: string): void => {
      if (!rendered.has(name)) inputs.set(this.fingerprint('input', name), this.fingerprint('value', value));
    };
    const looked = (kind: string, map: ValueMap): ValueMap =>
      new NotingMap(map, (key, value) => note(`${kind} ${stringifyExact(key)}`, stringifyExact(value ?? null)));
    return {
      tree: notingTree(given.tree, note),
      pillar: () => looked('pillar', given.pillar),
      grains: () => looked('grains', given.grains),
      rendered(source, text) {
        const name = source.includes('?') ? source : `${source}?saltenv=${chunk.environment}`;
        note(name, text);
        rendered.add(name);
      },
    };
  }

  of(chunk: Chunk): Wish {
    const inputs = this.#inputsOf(chunk);
    const low = this.fingerprint('wish', lowText(chunk));
    if (inputs.size <= mostInputs) return { low, inputs };
    const all = [...inputs].map(([name, value]) => `${name} ${value}`).sort();
    return { low, inputs: new Map([[this.fingerprint('input', 'all'), this.fingerprint('value', ...all)]]) };
  }

  #inputsOf(chunk: Chunk): Map<string, string> {
    const tag = tagOf(chunk);
    let inputs = this.#noted.get(tag);
    if (!inputs) this.#noted.set(tag, (inputs = new Map()));
    return inputs;
  }
}

/** Which files there are counts only for who asks for the list of them: a file that is gone from it is wished no more. */
function notingTree(tree: FileTree, note: (name: string, value: string) => void): FileTree {
  const seen = new Set<string>();
  let listed = false;
  const noted = (environment: string, path: string, entry: TreeEntry | undefined): void => {
    const name = `salt://${path}?saltenv=${environment}`;
    note(name, entry?.sha256 ?? 'absent');
    seen.add(name);
    if (listed) note('files', [...seen].sort().join('\n'));
  };
  return {
    revision: tree.revision,
    environments: tree.environments,
    async list(environment) {
      listed = true;
      note('files', '');
      return tree.list(environment);
    },
    async entry(environment, path) {
      const entry = await tree.entry(environment, path);
      noted(environment, path, entry);
      return entry;
    },
    async read(environment, path) {
      noted(environment, path, await tree.entry(environment, path));
      return tree.read(environment, path);
    },
    peek: (environment, path) => tree.peek(environment, path),
    ...(tree.refusal && { refusal: (environment, path) => tree.refusal?.(environment, path) }),
  };
}

class NotingMap extends Map<Value, Value> {
  readonly #note: (key: Value, value: Value | undefined) => void;

  constructor(map: ValueMap, note: (key: Value, value: Value | undefined) => void) {
    super();
    for (const [key, value] of map) super.set(key, value);
    this.#note = note;
  }

  override get(key: Value): Value | undefined {
    const value = super.get(key);
    this.#note(key, value);
    return value;
  }
}
