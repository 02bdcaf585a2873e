import { exitCodes, type JobRequest } from '@fleet/protocol';
import { stringifyExact } from '@fleet/values';
import { chooseTarget } from '../command-line/target.js';
import { runJob } from '../job/watch.js';
import { openReturns } from '../output/returns.js';
import type { ReturnPrinter } from '../output/return-printer.js';
import type { Terminal } from '../output/terminal.js';
import type { Session } from '../session.js';
import { DriftReturns } from './drift-returns.js';

/** A dry run whose outcome the master keeps. Shown is what drifted; `--state-output` and `--state-verbose` ask for the rest. */
export async function checkDrift(
  session: Session,
  [target = '', ...sls]: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { timeout } = session.settings;
  const request: JobRequest = {
    target: chooseTarget(target, options),
    function: 'state.apply',
    args: stringifyExact(sls.length === 0 ? [] : [sls.join(',')]),
    kwargs: stringifyExact(new Map([['test', true]])),
    kind: 'drift',
    watch: true,
    ...(timeout === undefined ? {} : { timeout }),
  };
  const code = await runJob(session, request, { printer: (terminal) => printerOn(terminal, session) });
  if (!session.settings.quiet && code !== exitCodes.usage)
    session.terminal.note('fleetctl drift shows what has drifted');
  return code;
}

function printerOn(terminal: Terminal, { settings }: Session): ReturnPrinter {
  const { out, stateOutput, stateVerbose = stateOutput !== undefined, quiet } = settings;
  if (stateVerbose || (out !== undefined && out !== 'nested' && out !== 'highstate'))
    return openReturns(terminal, settings);
  const say = (sentence: string): void => {
    if (!quiet) terminal.note(sentence);
  };
  return new DriftReturns(openReturns(terminal, { ...settings, stateVerbose }), say);
}
