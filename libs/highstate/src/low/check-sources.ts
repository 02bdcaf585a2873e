import { isList } from '@fleet/values';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import { treePath } from '../sls/template-environment.js';

/** `source: salt://…` names a file or directory of the tree; of a list, one entry must be there. */
export const checkSources: Pass = {
  stage: 'checked',
  async run(draft, compilation) {
    const problems = new Problems();
    for (const chunk of draft.low) {
      // `cmd.script` may name its script instead of giving a source.
      const source = chunk.arguments.get('source') ?? chunk.name;
      const sources = (isList(source) ? source : [source]).filter((entry) => typeof entry === 'string');
      // A list entry may also be a mapping (path to hash), or lie outside of the tree: nothing to say about those here.
      if (isList(source) && sources.length < source.length) continue;
      const missing: string[] = [];
      let near: string | undefined;
      for (const entry of sources) {
        if (!entry.startsWith('salt://')) break;
        const environment = /\?(?:saltenv|env)=([^?]+)$/.exec(entry)?.[1] ?? chunk.environment;
        // States take no way up at all, also one that would come back into the tree.
        const path = entry.split(/[/?]/).includes('..') ? undefined : treePath(entry);
        if (path !== undefined && (await compilation.index(environment)).has(path)) break;
        if (path !== undefined) near ??= (await compilation.index(environment)).nearPath(path);
        const refusal = path === undefined ? undefined : compilation.context.tree.refusal?.(environment, path);
        missing.push(
          path === undefined
            ? `${entry} leads out of the state tree`
            : refusal === undefined
              ? `the state tree has no ${path}`
              : `${path} ${refusal}`,
        );
      }
      if (missing.length > 0 && missing.length === sources.length) {
        problems.error(
          'state.missing-source',
          `${chunk.module}.${chunk.function} of ${chunk.id}: ${missing.join('; ')}`,
          chunk.placeOf('source'),
          near === undefined ? undefined : `Did you mean salt://${near}?`,
        );
      }
    }
    return { output: draft, diagnostics: problems.list };
  },
};
