import type { Diagnostic } from '@fleet/diagnostics';
import { resolve } from 'node:path';
import { located } from './check.js';
import type { MasterConfig } from './definition.js';
import type { Directories } from './directories.js';
import { isPlain, type Plain, type Written } from './written.js';

/** Of what {@link jobLogProblems} found nothing wrong with. */
export function jobLogConfig(given: Plain | boolean, paths: Directories): Pick<MasterConfig, 'jobLogs'> {
  if (given === false) return {};
  const { directory = paths.master.jobLogs, keep } = given === true ? {} : given;
  return {
    jobLogs: {
      directory: resolve(paths.root, directory as string),
      ...(keep !== undefined && { keep: keep as number }),
    },
  };
}

export function jobLogProblems(written: Written): Diagnostic[] {
  const { job_logs: given } = written.data;
  if (!isPlain(given)) return [];
  const { directory, keep } = given;
  const problems: Diagnostic[] = [];
  const wrong = (key: string, sentence: string): void => {
    problems.push(
      located(written, `job_logs.${key}`, {
        severity: 'error',
        code: 'config.wrong-value',
        summary: `\`job_logs.${key}\` ${sentence}`,
      }),
    );
  };
  if (directory !== undefined && (typeof directory !== 'string' || directory === ''))
    wrong('directory', 'has to be a path');
  if (keep !== undefined && !(Number.isInteger(keep) && (keep as number) >= 1 && (keep as number) <= 36_500))
    wrong('keep', 'has to be a whole number of days, at least 1');
  return problems;
}
