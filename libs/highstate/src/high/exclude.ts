import { compileGlob } from '@fleet/targeting';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';

/** `exclude`: the named IDs, and every ID of the named SLS, are taken out again. */
export const exclude: Pass = {
  stage: 'high',
  run(draft) {
    const problems = new Problems();
    let { declarations } = draft.high;
    for (const exclusion of draft.high.exclusions) {
      const fits = compileGlob(exclusion.name);
      const kept = declarations.filter((declaration) =>
        exclusion.kind === 'id' ? declaration.id !== exclusion.name : !fits(declaration.file.sls),
      );
      const known =
        kept.length < declarations.length || draft.sls.some((file) => exclusion.kind === 'sls' && fits(file.sls));
      if (!known && !draft.high.exclusions.some((other) => other !== exclusion && other.name === exclusion.name)) {
        problems.warning(
          'exclude.nothing',
          `nothing has the ${exclusion.kind === 'id' ? 'ID' : 'SLS'} ${exclusion.name} to exclude`,
          exclusion.at,
        );
      }
      declarations = kept;
    }
    const left = new Set(declarations);
    const excluded = new Set(
      draft.high.declarations.filter((declaration) => !left.has(declaration)).map(({ id }) => id),
    );
    return { output: { ...draft, high: { ...draft.high, declarations, excluded } }, diagnostics: problems.list };
  },
};
