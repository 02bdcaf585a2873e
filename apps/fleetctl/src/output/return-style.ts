import type { ReturnStyle } from '@fleet/output';
import type { Session } from '../session.js';

/** How returns are shown, as the command line has it. */
export function returnStyle({ terminal, settings }: Pick<Session, 'terminal' | 'settings'>): ReturnStyle {
  const { out, stateOutput, stateVerbose, diff } = settings;
  return {
    ...(out !== undefined && { out }),
    ...(diff !== undefined && { diff }),
    stateOutput: stateOutput ?? 'full',
    // Of a run of 300 states a person wants to read the 3 that changed; a file wants all of them, as before.
    stateVerbose: stateVerbose ?? (stateOutput !== undefined || !terminal.interactive),
    paint: terminal.paint,
  };
}
