import type { Diagnostic } from '@fleet/diagnostics';
import { resolve } from 'node:path';
import { located } from './check.js';
import type { BackupSettings } from './definition.js';
import type { Directories } from './directories.js';
import { isPlain, type Plain, type Written } from './written.js';

const usual = { daily: 7, weekly: 4, monthly: 6 };

/** Of what {@link backupProblems} found nothing wrong with. */
export function backupConfig(given: Plain, paths: Directories): BackupSettings {
  const schedule = given['schedule'] === undefined ? undefined : cronOf(String(given['schedule']));
  return {
    directory: resolve(paths.root, (given['directory'] as string | undefined) ?? paths.master.backups),
    ...(schedule !== undefined && { schedule }),
    recipients: (given['recipients'] ?? []) as string[],
    keep: { ...usual, ...(given['keep'] as Partial<typeof usual> | undefined) },
    trees: given['trees'] === true,
  };
}

export function backupProblems(written: Written): Diagnostic[] {
  const { backup } = written.data;
  if (!isPlain(backup)) return [];
  const { directory, schedule, recipients = [], keep, trees } = backup;
  const problems: Diagnostic[] = [];
  const wrong = (key: string, sentence: string): void => {
    problems.push(
      located(written, `backup.${key}`, {
        severity: 'error',
        code: 'config.wrong-value',
        summary: `\`backup.${key}\` ${sentence}`,
      }),
    );
  };
  const isRecipient = (item: unknown): boolean => typeof item === 'string' && /^age1[a-z0-9]+$/.test(item);
  if (directory !== undefined && (typeof directory !== 'string' || directory === ''))
    wrong('directory', 'has to be a path');
  if (schedule !== undefined && cronOf(String(schedule)) === undefined)
    wrong(
      'schedule',
      "has to be a time of day such as '03:30' (in quotes), or five words of cron such as '30 3 * * 0'",
    );
  if (!Array.isArray(recipients) || !recipients.every(isRecipient))
    wrong('recipients', 'has to be a list of age recipients, such as age1…');
  else if (schedule !== undefined && recipients.length === 0)
    wrong(
      'schedule',
      'needs `backup.recipients`: the keys of the fleet are never written down in clear, and nobody is there to type a passphrase',
    );
  if (keep !== undefined && !isKeep(keep))
    wrong('keep', 'has to be a mapping of daily, weekly and monthly to whole numbers, such as `{daily: 7}`');
  if (trees !== undefined && typeof trees !== 'boolean') wrong('trees', 'has to be true or false');
  return problems;
}

function isKeep(keep: unknown): boolean {
  return (
    isPlain(keep) &&
    Object.entries(keep).every(
      ([key, value]) =>
        Object.hasOwn(usual, key) && Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1000,
    ) &&
    (keep['daily'] ?? 1) !== 0
  );
}

/** `03:30` as cron writes it. What is wrong inside of five words is said by whoever reads them. */
function cronOf(text: string): string | undefined {
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (clock) return `${Number(clock[2])} ${Number(clock[1])} * * *`;
  return /^[\d*,/-]+( [\dA-Za-z*,/?#L-]+){4}$/.test(text) ? text : undefined;
}
