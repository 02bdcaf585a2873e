import { formatDiagnostic, type Diagnostic } from '@fleet/diagnostics';

/** The pillar could not be had whole: nothing that would need it may go on. */
export class PillarRefused extends Error {
  override readonly name = 'PillarRefused';
  readonly code = 'pillar-failed';
  constructor(
    message: string,
    readonly diagnostics: readonly Diagnostic[] = [],
    options?: ErrorOptions,
  ) {
    super([message, ...diagnostics.map(formatDiagnostic)].join('\n'), options);
  }
}
