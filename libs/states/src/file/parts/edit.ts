import type { HostView } from '@fleet/platform';
import { PatternTooSlow } from '@fleet/rendering';
import type { Plan, StateContext } from '../../definition.js';
import { already, impossible, step } from '../../step.js';
import { pathProblem } from './absolute.js';
import { backUp } from './backup.js';
import { shownDiff } from './diff.js';
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

/** The edited text, or one sentence why it cannot be edited. */
export type Edited =
  { readonly text: string; readonly done?: string; readonly already?: string } | { readonly problem: string };

/** A pattern that takes too long on the text of the file is an answer of this file, no fault. */
function attempt(edit: () => Edited): Edited {
  try {
    return edit();
  } catch (error) {
    if (!(error instanceof PatternTooSlow)) throw error;
    return { problem: error.message };
  }
}

/** Every state that edits a text in place: read, edit, compare, and one atomic write that keeps owner and mode. */
export async function planEdit(
  host: HostView,
  options: EditOptions,
  context: StateContext,
  edit: (text: string) => Edited,
): Promise<Plan> {
  const { path } = options;
  const bad = pathProblem(path);
  if (bad) return impossible(bad);
  const stats = await host.files.statTarget(path);
  if (stats && stats.kind !== 'file') return impossible(`${path} is a ${stats.kind}, not a file`);
  if (!stats && options.absent === 'ignore') return already(`${path} does not exist, and that is fine`);
  if (!stats && options.absent === 'error') {
    // In a dry run an earlier state may be what makes the file.
    if (!context.test) return impossible(`${path} does not exist`);
    return { verdict: null, comment: `${path} does not exist yet, so the edit cannot be foreseen` };
  }
  const before = stats ? (await host.files.read(path)).toString('utf8') : '';
  const edited = attempt(() => edit(before));
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

/** Lines without their ends, and whether the last one had one. */
export function splitLines(text: string): { lines: string[]; ended: boolean } {
  if (text === '') return { lines: [], ended: true };
  const ended = text.endsWith('\n');
  return { lines: (ended ? text.slice(0, -1) : text).split('\n'), ended };
}

export function joinLines(lines: readonly string[], ended = true): string {
  return lines.length === 0 ? '' : lines.join('\n') + (ended ? '\n' : '');
}

/** `.bak` for Salt's `backup: '.bak'`; `undefined` for `False` and for nothing. */
export function backupWish(backup: string | undefined): string | undefined {
  return backup === undefined || backup === '' || backup.toLowerCase() === 'false' ? undefined : backup;
}
