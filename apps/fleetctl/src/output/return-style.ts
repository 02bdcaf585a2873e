import type { ReturnStyle } from '@fleet/output';
import type { Session } from '../session.js';

/** How returns are shown, as the command line has it. */
export function returnStyle({ terminal, settings }: Pick<Session, 'terminal' | 'settings'>): ReturnStyle {
  const { out, stateOutput, diff } = settings;
  return {
    ...(out !== undefined && { out }),
    ...(diff !== undefined && { diff }),
    stateOutput,
    paint: terminal.paint,
  };
}
