import { attemptEdit, shownDiff, textOfFile, type Edit } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import type { Plan, StateContext } from '../../definition.js';
import { already, impossible, step } from '../../step.js';
import { pathProblem } from './absolute.js';
import { backUp } from './backup.js';
import { makeParents } from './make-parents.js';

export interface EditOptions {
  readonly path: string;
  /** Where the file does not exist: an error, nothing to do, or an empty text to begin with. */
  readonly absent: 'error' | 'ignore' | 'empty';
  readonly backup?: string | undefined;
  /** Make missing directories above a file that is made. */
  readonly makedirs?: boolean;
  readonly showChanges?: boolean;
  /** Comment where the edit changes nothing. */
  readonly already: string;
  readonly done: string;
}

export { backupWish, joinLines, splitLines } from '@fleet/edits';

/**
 * Every state that edits a text in place: read, edit, compare, and one atomic write that keeps owner and mode. `edit` may be a sentence
 * why there is no such edit.
 */
export async function planEdit(
  host: HostView,
  options: EditOptions,
  context: StateContext,
  edit: Edit | string,
): Promise<Plan> {
  const { path } = options;
  const bad = pathProblem(path);
  if (bad) return impossible(bad);
  if (typeof edit === 'string') return impossible(edit);
  const stats = await host.files.statTarget(path);
  if (stats && stats.kind !== 'file') return impossible(`${path} is a ${stats.kind}, not a file`);
  if (!stats && options.absent === 'ignore') return already(`${path} does not exist, and that is fine`);
  if (!stats && options.absent === 'error') {
    // In a dry run an earlier state may be what makes the file.
    if (!context.test) return impossible(`${path} does not exist`);
    return { verdict: null, comment: `${path} does not exist yet, so the edit cannot be foreseen` };
  }
  const held = stats ? textOfFile(path, await host.files.read(path)) : { text: '' };
  if ('problem' in held) return impossible(held.problem);
  const before = held.text;
  const edited = attemptEdit(edit, before);
  if ('problem' in edited) return impossible(edited.problem);
  if (stats && edited.text === before) return already(edited.already ?? options.already);
  const hideValues = stats !== undefined && (stats.mode & 0o077) === 0;
  const diff = shownDiff(before, edited.text, {
    hidden: options.showChanges === false,
    private: hideValues,
    secret: context.secret,
  });
  return {
    steps: [
      step(`edit ${path}`, { diff }, async (machine) => {
        if (stats && options.backup) await backUp(machine, path, options.backup, context);
        if (!stats && options.makedirs) await makeParents(machine, path, {});
        await machine.files.write(path, edited.text);
      }),
    ],
    already: '',
    done: edited.done ?? options.done,
  };
}
