import type { Diagnostic } from '@fleet/diagnostics';

/** Carries diagnostics out of a render. Stays inside this room: the door returns them. */
export class RenderFailure extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.summary ?? 'refused');
    this.name = 'RenderFailure';
  }
}

/** Leaves a render whose environment answers later; the render starts again when the answer is there. */
export class Suspension extends Error {
  constructor(readonly answer: Promise<void>) {
    super('the environment has not answered yet');
    this.name = 'Suspension';
  }
}
