import { nearMatch } from '@fleet/diagnostics';
import { exitCodes } from '@fleet/protocol';
import { commands, commandGroups } from '../command-line/commands.js';
import { helpOf } from '../command-line/program.js';
import { UsageProblem } from '../command-line/target.js';
import type { Session } from '../session.js';

/** `fleetctl help key accept` is `fleetctl key accept --help`; of a state or a function it is `fleetctl doc`. */
export async function showHelp(session: Session, words: readonly string[]): Promise<number> {
  const [first, second] = words;
  if (words.length === 1 && first !== undefined && /^\w+\.\w/.test(first))
    return (await import('./doc.js')).showDoc(session, words, {});
  if (words.length > 2)
    throw new UsageProblem('fleetctl help takes the words of one command, as in fleetctl help key accept');
  mustBeCommand(first, second);
  session.terminal.answer(helpOf(words).trimEnd());
  return exitCodes.ok;
}

function mustBeCommand(first: string | undefined, second: string | undefined): void {
  if (first === undefined) return;
  if (!commandGroups.includes(first)) throw unknown(first, commandGroups);
  if (second === undefined || commands.some(({ name }) => name === `${first} ${second}`)) return;
  throw unknown(
    `${first} ${second}`,
    commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name] : [])),
  );
}

function unknown(words: string, known: readonly string[]): UsageProblem {
  const near = nearMatch(words, known);
  const hint = near === undefined ? 'fleetctl --help shows what there is' : `did you mean: fleetctl help ${near}?`;
  return new UsageProblem(`there is no command "${words}"; ${hint}`);
}
