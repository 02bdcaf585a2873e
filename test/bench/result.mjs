import { cpus } from 'node:os';
import { rounded } from './timing.mjs';

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {number} value median
 * @property {string} unit
 * @property {number} runs
 * @property {number} baseline median of what the ratio is against, in the same unit, measured in the same run
 * @property {number} ratio
 * @property {Record<string, unknown>} details
 */

/** @returns {Result} */
export function result({ name, unit, value, baseline, runs, details }) {
  return {
    name,
    value: rounded(value),
    unit,
    runs,
    baseline: rounded(baseline),
    ratio: Math.round((value / baseline) * 100) / 100,
    details: { ...details, node: process.version, cpus: cpus().length },
  };
}

/** @param {Result} measured */
export function printResult(measured, { json }) {
  if (json) {
    console.log(JSON.stringify(measured));
    return;
  }
  const { name, value, unit, runs, baseline, ratio, details } = measured;
  console.log(`${name}: ${value} ${unit}, ${ratio} × the baseline of ${baseline} ${unit} (median of ${runs})`);
  for (const [key, detail] of Object.entries(details))
    console.log(`  ${key}: ${typeof detail === 'string' ? detail : JSON.stringify(detail)}`);
}
