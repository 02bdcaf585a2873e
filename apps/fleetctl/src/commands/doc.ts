import { columnsOf, plain } from '@fleet/output';
import { exitCodes } from '@fleet/protocol';
import type { Documented } from '../doc/documented-row.js';
import { find, meant, modulesOf, type Found } from '../doc/find.js';
import { briefly, formatPage } from '../doc/page.js';
import { wrapped } from '../doc/wrapped.js';
import type { Session } from '../session.js';
import { formatTable } from '../output/table.js';
import { showAsData } from './answer.js';

/** Off a terminal the text is the same everywhere. */
const usualWidth = 80;

/** What states and functions do, and take: from what this fleetctl was built with, without a master. */
export async function showDoc(
  session: Session,
  words: readonly string[],
  { list, full }: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { documented } = await import('../doc/documented.js');
  if (words.length === 0 && list !== true) return showModules(session, documented);
  const found = words.length === 0 ? [{ rows: documented, exact: false }] : words.map((word) => find(word, documented));
  const missing = words.filter((_word, index) => found[index]?.rows.length === 0);
  for (const word of missing) sayMissing(session, word, documented);
  const rows = [...new Set(found.flatMap((one) => one.rows))];
  if (rows.length > 0 && !(await showAsData(session, rows)))
    for (const text of texts(session, found, list === true, full === true)) session.terminal.answer(text);
  return missing.length > 0 ? exitCodes.noMatch : exitCodes.ok;
}

/** A name is told in full; of a module or a glob there is a line for each, unless all of it is wanted. */
function texts(session: Session, found: readonly Found[], list: boolean, full: boolean): string[] {
  const { paint, screen } = session.terminal;
  const width = screen?.width ?? usualWidth;
  return found
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ rows, exact }) =>
      !list && (exact || full) ? rows.map((row) => formatPage(row, width, paint)) : [formatList(session, rows)],
    )
    .map((text, index) => (index === 0 ? text : `\n${text}`));
}

/** A table, where the terminal is wide enough for it. */
function formatList({ terminal }: Session, rows: readonly Documented[]): string {
  const { paint, screen } = terminal;
  const cells = rows.map((row) => [row.name, row.kind, briefly(row)]);
  const headings = ['NAME', 'KIND', 'WHAT IT DOES'];
  const widest = formatTable(headings, cells, plain)
    .split('\n')
    .reduce((most, line) => Math.max(most, columnsOf(line)), 0);
  if (!screen || widest <= screen.width) return formatTable(headings, cells, paint);
  return rows
    .map((row) => `${paint.key(row.name)} (${row.kind})\n${wrapped(briefly(row), screen.width, '  ')}`)
    .join('\n');
}

async function showModules(session: Session, rows: readonly Documented[]): Promise<number> {
  const modules = modulesOf(rows).map((module) => {
    const own = rows.filter(({ name }) => name.startsWith(`${module}.`));
    const states = own.filter(({ kind }) => kind === 'state').length;
    return { module, states, functions: own.length - states };
  });
  if (await showAsData(session, modules)) return exitCodes.ok;
  const { terminal, settings } = session;
  terminal.answer(
    formatTable(
      ['MODULE', 'STATES', 'FUNCTIONS'],
      modules.map(({ module, states, functions }) => [module, String(states || ''), String(functions || '')]),
      terminal.paint,
    ),
  );
  if (!settings.quiet)
    terminal.note('fleetctl doc MODULE lists what is in one, fleetctl doc MODULE.NAME tells all of it');
  return exitCodes.ok;
}

function sayMissing({ terminal }: Session, word: string, rows: readonly Documented[]): void {
  const near = meant(word, rows);
  const hint =
    near.length > 0
      ? `did you mean ${near.join(', ')}?`
      : 'fleetctl doc shows the modules, fleetctl doc --list everything';
  terminal.note(terminal.notePaint.bad(`fleetctl: there is no state or function ${JSON.stringify(word)}; ${hint}`));
}
