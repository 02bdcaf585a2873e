import { PatternTooSlow } from '@fleet/rendering';

/** The edited text, or one sentence why it cannot be edited. */
export type Edited =
  { readonly text: string; readonly done?: string; readonly already?: string } | { readonly problem: string };

/** What is to become of the text of a file. It touches nothing: whoever has it reads the file, and writes what it answers. */
export type Edit = (text: string) => Edited;

/** A pattern that takes too long on the text of the file is an answer of this file, no fault. */
export function attemptEdit(edit: Edit, text: string): Edited {
  try {
    return edit(text);
  } catch (error) {
    if (!(error instanceof PatternTooSlow)) throw error;
    return { problem: error.message };
  }
}
