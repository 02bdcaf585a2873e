import type { Fault } from '@fleet/protocol';
import { fromPlain } from '@fleet/values';
import { diagnosticOf, formatDiagnostics, formatErrors, indent } from './errors.js';
import type { Paint } from './paint.js';
import { printable } from './printable.js';

/** Why a minion did not do it: the sentence, then the diagnostics or whatever else it adds. */
export function formatFault(minion: string, fault: Fault, paint: Paint): string {
  const diagnostics = diagnosticsOf(fault.details);
  if (diagnostics.length > 0) return formatErrors(minion, fromPlain(diagnostics), paint);
  return [paint.key(`${printable(minion)}:`), indent(formatSentence(fault, paint))].join('\n');
}

/**
 * The same without a minion: what the master answered to us. Of the details only diagnostics are for people; the sentence says the
 * rest, and `--out json` holds all of it.
 */
export function formatSentence(fault: Fault, paint: Paint): string {
  const rows = [paint.bad(`${printable(fault.message)} [${fault.code}]`)];
  for (const diagnostic of diagnosticsOf(fault.details)) {
    rows.push(
      indent(
        formatDiagnostics(fromPlain([diagnostic]), paint)
          .split('\n')
          .slice(0, -1)
          .join('\n'),
      ),
    );
  }
  return rows.join('\n');
}

/** Details are a list of diagnostics, or an object that holds one under `diagnostics`. */
export function diagnosticsOf(details: unknown): unknown[] {
  const list = Array.isArray(details)
    ? details
    : (details as { diagnostics?: unknown } | undefined | null)?.diagnostics;
  return Array.isArray(list) && list.length > 0 && list.every((item) => diagnosticOf(item)) ? list : [];
}
