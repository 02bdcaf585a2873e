import { nearMatch } from '@fleet/diagnostics';
import { exitCodes } from '@fleet/protocol';
import { completionScript, shells } from '../command-line/completion.js';
import { UsageProblem } from '../command-line/target.js';
import type { Session } from '../session.js';

export async function printCompletion(session: Session, shell: string): Promise<number> {
  const known = shells.find((name) => name === shell);
  if (!known) {
    const meant = nearMatch(shell, shells);
    throw new UsageProblem(
      `there is completion for ${shells.join(', ')}, not for "${shell}"${meant ? `; did you mean ${meant}?` : ''}`,
    );
  }
  session.terminal.answer(completionScript(known));
  return exitCodes.ok;
}
