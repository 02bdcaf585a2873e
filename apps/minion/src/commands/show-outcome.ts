import { coloured, formatAnswer, formatDiagnostics, plain, valueOfAnswer } from '@fleet/output';
import type { OutFormat, Paint, StateOutput } from '@fleet/output';
import { stringifyPlain } from '@fleet/values';
import type { Outcome } from '../outcome.js';

export interface OutcomeStyle {
  /** Absent: as the function suggests. */
  readonly out?: OutFormat;
  readonly stateOutput: StateOutput;
}

/** Prints the answer of a function as fleetctl shows a return, under the name `local`; what is wrong, for people, goes to stderr. */
export async function showOutcome(outcome: Outcome, style: OutcomeStyle): Promise<void> {
  if (style.out === 'json') return write(stringifyPlain(new Map([['local', valueOfAnswer(outcome)]])));
  if (style.out !== 'yaml' && style.out !== 'txt') {
    const wrong = whatIsWrong(outcome, paintOf(process.stderr));
    if (wrong !== undefined) return void process.stderr.write(`${wrong}\n`);
  }
  return write(await formatAnswer('local', outcome, { ...style, paint: paintOf(process.stdout) }));
}

/** What was refused, or the sentence of a fault; `undefined` where there is an answer. */
function whatIsWrong(outcome: Outcome, paint: Paint): string | undefined {
  if (!('fault' in outcome)) return outcome.out === 'errors' ? formatDiagnostics(outcome.value, paint) : undefined;
  const told = valueOfAnswer(outcome);
  return Array.isArray(told) ? formatDiagnostics(told, paint) : `fleet-minion call: ${outcome.fault.message}`;
}

function paintOf(stream: NodeJS.WriteStream): Paint {
  return stream.isTTY && !process.env['NO_COLOR'] ? coloured : plain;
}

/** A pipe takes long texts in pieces; leaving before it has them all would cut the answer. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
}
