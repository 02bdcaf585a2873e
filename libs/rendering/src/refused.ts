import { formatDiagnostic, type Diagnostic } from '@fleet/diagnostics';

/** For callers that must throw where a template or document was refused: carries what the user has to read. */
export class RenderRefused extends Error {
  readonly code = 'render.refused';

  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.name = 'RenderRefused';
  }
}
