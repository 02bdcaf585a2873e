import { excerpt, type Place } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import type { Redactor } from '@fleet/telemetry';
import type { TreeName } from '../finding.js';
import { maskSecrets } from './masked-text.js';

/** Larger files are no text that somebody wrote. */
const largestText = 1024 * 1024;

/** Texts of both trees as the operator wrote them; shown only with their secrets masked. */
export class Sources {
  readonly #texts = new Map<string, string | undefined>();
  readonly #masked = new Map<string, string>();

  constructor(
    private readonly trees: Readonly<Record<TreeName, FileTree>>,
    private readonly redactor: Redactor,
  ) {}

  /** By a place's file (`states/web/init.sls`); `undefined` for what is no text of either tree. */
  text(file: string): string | undefined {
    if (this.#texts.has(file)) return this.#texts.get(file);
    const [tree = '', ...steps] = file.split('/');
    const found = tree === 'states' || tree === 'pillar' ? this.#read(this.trees[tree], steps.join('/')) : undefined;
    this.#texts.set(file, found);
    return found;
  }

  excerpt(place: Place): string | undefined {
    const text = this.text(place.file);
    if (text === undefined) return undefined;
    let masked = this.#masked.get(place.file);
    if (masked === undefined) this.#masked.set(place.file, (masked = maskSecrets(text, this.redactor)));
    return excerpt(masked, place);
  }

  #read(tree: FileTree, path: string): string | undefined {
    for (const environment of tree.environments) {
      const content = tree.peek(environment, path);
      if (content && content.length <= largestText && !content.includes(0)) return content.toString('utf8');
    }
    return undefined;
  }
}
