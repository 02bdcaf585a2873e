import { crontabLines, jobsOf, variableOf } from '@fleet/options';
import type { Host } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { readCrontab } from './crontab.js';
import { jobData } from './job-data.js';

/** `pre`: lines that are neither of a job nor of a variable. */
export async function tabOf(host: Host, user: string): Promise<ValueMap> {
  const lines = crontabLines(await readCrontab(host, user));
  const jobs = jobsOf(lines);
  const used = new Set(
    jobs.flatMap(({ place }) => Array.from({ length: place.at - place.from + 1 }, (_one, index) => place.from + index)),
  );
  const variables = lines.filter((line, index) => !used.has(index) && variableOf(line) !== undefined);
  return new Map<Value, Value>([
    ['pre', lines.filter((line, index) => !used.has(index) && variableOf(line) === undefined)],
    ['crons', jobs.filter((job) => job.times.length > 1).map(jobData)],
    ['special', jobs.filter((job) => job.times.length === 1).map(jobData)],
    ['env', variables.map(variableData)],
  ]);
}

function variableData(line: string): ValueMap {
  const value = line.slice(line.indexOf('=') + 1).trim();
  return new Map<Value, Value>([
    ['name', variableOf(line) ?? ''],
    [
      'value',
      /^"(.*)"$|^'(.*)'$/
        .exec(value)
        ?.slice(1)
        .find((one) => one !== undefined) ?? value,
    ],
  ]);
}
