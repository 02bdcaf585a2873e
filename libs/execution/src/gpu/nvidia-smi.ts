import { HostRefusal, type CommandResult, type HostView } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';

/** How each column is read. */
export type ColumnKind = 'text' | 'number';
export interface Column {
  /** Of `nvidia-smi --help-query-gpu`. */
  readonly query: string;
  readonly name: string;
  readonly kind: ColumnKind;
}

/**
 * Rows of `nvidia-smi --query-…=… --format=csv,noheader,nounits`; none where the machine has no such card. The driver may take a second.
 * @throws FunctionRefused `not-found` where there is no nvidia-smi, `failed` where it cannot speak to the driver
 */
export async function queryNvidia(host: HostView, table: string, columns: readonly Column[]): Promise<Value[][]> {
  const query = `--query-${table}=${columns.map((column) => column.query).join(',')}`;
  const result = await ask(host, ['nvidia-smi', query, '--format=csv,noheader,nounits']);
  return result.stdout.split('\n').flatMap((line) => readRow(line, columns));
}

async function ask(host: HostView, words: readonly [string, ...string[]]): Promise<CommandResult> {
  let result: CommandResult;
  try {
    result = await host.commands.probe(words, { timeout: 60_000 });
  } catch (cause) {
    if (!(cause instanceof HostRefusal) || cause.code !== 'ENOENT') throw cause;
    throw new FunctionRefused('not-found', 'this machine has no nvidia-smi: it comes with the driver of NVIDIA');
  }
  const said = `${result.stdout}\n${result.stderr}`.trim();
  // It tells so on standard output, with exit code 6, or 0 in older ones.
  if (/^No devices were found/m.test(said)) return { ...result, stdout: '' };
  if (result.timedOut)
    throw new FunctionRefused('timeout', 'nvidia-smi did not answer within a minute: a card may hang');
  if (result.exitCode === 0) return result;
  if (/couldn't communicate with the NVIDIA driver/.test(said))
    throw new FunctionRefused(
      'failed',
      'the driver of NVIDIA is not loaded: install it for this kernel, or load the module nvidia',
    );
  if (/version mismatch/i.test(said))
    throw new FunctionRefused(
      'failed',
      'the driver in the kernel is older than its programs: reboot, or load the module nvidia anew',
    );
  throw new FunctionRefused(
    'failed',
    said.split('\n').slice(-3).join('\n') || `nvidia-smi ended with ${result.exitCode}`,
  );
}

/** Only a text can hold commas (the name of a program); what is too many belongs to the first text that is not at the edge. */
function readRow(line: string, columns: readonly Column[]): Value[][] {
  if (line.trim() === '') return [];
  const cells = line.split(',').map((cell) => cell.trim());
  const surplus = cells.length - columns.length;
  if (surplus < 0) return [];
  if (surplus > 0) {
    const at = Math.max(
      columns.findIndex(({ kind, query }) => kind === 'text' && /name$/.test(query)),
      0,
    );
    cells.splice(at, surplus + 1, cells.slice(at, at + surplus + 1).join(', '));
  }
  return [columns.map(({ kind }, index) => readCell(cells[index] ?? '', kind))];
}

/** `[N/A]`, `[Not Supported]`, `N/A`, `ERR!`, `[Unknown Error]`, `[Insufficient Permissions]`: this card does not tell. */
function readCell(cell: string, kind: ColumnKind): Value {
  if (/^\[.*\]$|^N\/A$|^ERR!$|^$/.test(cell)) return null;
  if (kind === 'text') return cell;
  // Some versions keep the unit of some columns: `52 %`.
  const number = Number(/^-?\d+(?:\.\d+)?/.exec(cell)?.[0] ?? Number.NaN);
  return Number.isNaN(number) ? cell : number;
}
