import { columnsOf, printable, type Paint } from '@fleet/output';
import { exitCodes } from '@fleet/protocol';
import { parseDuration } from '../command-line/duration.js';
import { profileChoice } from '../command-line/profile.js';
import { wrapped } from '../doc/wrapped.js';
import { examine } from '../doctor/examine.js';
import { severities, worst, type Finding, type Severity } from '../doctor/finding.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

/** Says what is wrong between here and the fleet, and in it, each with the command that mends it. */
export async function runDoctor(session: Session, options: Readonly<Record<string, unknown>>): Promise<number> {
  const { terminal, settings, environment } = session;
  const { findings, stopped } = await examine({
    ...{ choice: profileChoice(options), environment, longest: parseDuration(String(options['stuck'] ?? '1h')) },
    version: (globalThis as { FLEET_VERSION?: string }).FLEET_VERSION ?? 'development',
  });
  const gravest = worst(findings);
  const bad = gravest === 'error' || (gravest === 'warning' && options['strict'] === true);
  const code = stopped ?? (bad ? exitCodes.failed : exitCodes.ok);
  if (await showAsData(session, { worst: gravest, reached: stopped === undefined, findings })) return code;
  const width = terminal.screen?.width ?? 80;
  for (const finding of findings)
    if (!settings.quiet || finding.severity !== 'ok') terminal.answer(formatFinding(finding, width, terminal.paint));
  if (!settings.quiet) terminal.note(wrapped(summary(findings, stopped !== undefined), width, ''));
  return code;
}

/** On a narrow terminal the sentence begins in a line of its own. What is to be typed is never broken. */
export function formatFinding({ check, severity, says, mend = [] }: Finding, width: number, paint: Paint): string {
  const mark = colourOf(severity, paint)(severity.padEnd(8));
  const indent = ' '.repeat(width < 50 ? 2 : 9);
  const text = wrapped(`${check}: ${printable(says)}`, width, indent);
  const head = width < 50 ? `${mark.trimEnd()}\n${text}` : `${mark} ${text.trimStart()}`;
  return [head, ...mend.flatMap((line) => formatMend(printable(line), indent, width, paint))].join('\n');
}

/** A command, and what is to be known of it: beside it where there is room, else below. */
function formatMend(line: string, indent: string, width: number, paint: Paint): string[] {
  const [command = '', remark] = line.split(/ {2,}# /);
  const whole = `${indent}${paint.key('→')} ${command}`;
  if (remark === undefined) return [whole];
  if (columnsOf(`${indent}→ ${command}  # ${remark}`) <= width) return [`${whole}  ${paint.faint(`# ${remark}`)}`];
  return [whole, paint.faint(wrapped(`# ${remark}`, width, `${indent}  `))];
}

function colourOf(severity: Severity, paint: Paint): (text: string) => string {
  return { ok: paint.good, note: paint.changed, warning: paint.would, error: paint.bad }[severity];
}

function summary(findings: readonly Finding[], stopped: boolean): string {
  const counts = severities
    .slice(1)
    .reverse()
    .flatMap((severity) => {
      const number = findings.filter((one) => one.severity === severity).length;
      return number === 0 ? [] : [`${number} ${severity}${number === 1 ? '' : 's'}`];
    });
  if (counts.length === 0) return 'all is well';
  return counts.join(', ') + (stopped ? '; what lies behind it could not be looked at' : '');
}
