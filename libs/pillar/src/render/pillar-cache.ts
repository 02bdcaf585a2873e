import { SharedMerges } from '../merge/shared-merges.js';
import type { Read } from './reads.js';
import type { RenderedFile } from './render-file.js';

/** What a render found, or the next thing that it looked at with what followed from each answer. */
type Node =
  | { kind: 'result'; readonly file: RenderedFile }
  | { kind: 'question'; readonly read: Read; readonly answers: Map<string, Node> };

interface Root {
  node: Node | undefined;
  weight: number;
}

/** Answers a question that an earlier render asked, as a fingerprint. */
export type Answer = (read: Read) => Promise<string>;

/** Characters of rendered text, and answers, that are kept. */
const usualWeight = 64 * 2 ** 20;

/**
 * Rendered and parsed files of the pillar, found again by exactly what their templates looked at: the content of the file, then, question by
 * question, the answers (grains, opts, imported files) that the render of it got. A template that asks nothing is rendered once for all
 * minions. Nothing in here can be stale, because nothing is found without the same answers to the same questions.
 */
export class PillarCache {
  private readonly roots = new Map<string, Root>();
  private weight = 0;
  /** What is known of parsed documents, for as long as they live: compiled top files. */
  readonly derived = new WeakMap<object, unknown>();
  readonly merges = new SharedMerges();
  /** Renders that were found, and those that were not. */
  hits = 0;
  misses = 0;

  constructor(private readonly maxWeight = usualWeight) {}

  async find(key: string, answer: Answer): Promise<RenderedFile | undefined> {
    const root = this.roots.get(key);
    let node = root?.node;
    while (node?.kind === 'question') node = node.answers.get(await answer(node.read));
    if (!root || !node) {
      this.misses += 1;
      return undefined;
    }
    this.hits += 1;
    // Last in the map is last to go.
    this.roots.delete(key);
    this.roots.set(key, root);
    return node.file;
  }

  /** Keeps a file under the questions that its render asked, in their order. */
  async keep(key: string, reads: readonly Read[], answer: Answer, file: RenderedFile): Promise<void> {
    const answers = await Promise.all(reads.map(answer));
    const root = this.roots.get(key) ?? { node: undefined, weight: 0 };
    this.roots.delete(key);
    this.roots.set(key, root);
    const added = file.weight + answers.reduce((sum, text) => sum + text.length, 100);
    root.weight += added;
    this.weight += added;
    const node = plant(root.node, reads, answers, 0, file);
    if (node) root.node = node;
    else this.drop(key, root);
    for (const [oldest, old] of this.roots) {
      if (this.weight <= this.maxWeight) break;
      this.drop(oldest, old);
    }
  }

  private drop(key: string, root: Root): void {
    this.roots.delete(key);
    this.weight -= root.weight;
  }
}

/** `undefined` where the same answers led to another question before: then what is known cannot be trusted. */
function plant(
  node: Node | undefined,
  reads: readonly Read[],
  answers: readonly string[],
  at: number,
  file: RenderedFile,
): Node | undefined {
  const read = reads[at];
  if (!read) return { kind: 'result', file };
  if (node && (node.kind === 'result' || node.read.of !== read.of || node.read.name !== read.name)) return undefined;
  const question = node ?? { kind: 'question', read, answers: new Map<string, Node>() };
  const next = plant(question.answers.get(answers[at] as string), reads, answers, at + 1, file);
  if (!next) return undefined;
  question.answers.set(answers[at] as string, next);
  return question;
}
