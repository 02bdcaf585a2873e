import { HostRefusal } from '@fleet/platform';
import { assignment, environmentDrift } from '../../environment-drift.js';
import { lookAtAccess } from './access.js';
import { apply, fine, wrong, type Finding, type InstanceCheck } from './definition.js';
import { renderEnvironment } from './plan.js';

/** The file with the key: whose it is, and whether it says what the pillar says. Only names of keys are told. */
export const environment: InstanceCheck = {
  name: 'environment',
  async look(ward, { name, directory, file, environment: wanted }) {
    const access = await lookAtAccess(ward, file, { kind: 'file', user: ward.setting('user'), mode: 0o600 });
    const link = await ward.host.files.stat(`${directory}/.env`);
    const linked = link?.target === file ? [] : [wrong(`${directory}/.env does not lead to ${file}`, apply)];
    const text = await read(() => ward.host.files.read(file));
    if (text === undefined) return [access, ...linked];
    const expected = await renderEnvironment(ward.context, name, wanted);
    return [access, ...linked, ...malformed(text), ...compare(text, expected)];
  },
};

async function read(reading: () => Promise<Buffer>): Promise<string | undefined> {
  try {
    return (await reading()).toString('utf8');
  } catch (cause) {
    if (cause instanceof HostRefusal && ['ENOENT', 'EISDIR'].includes(cause.code)) return undefined;
    throw cause;
  }
}

/** What systemd and the daemon read differently, or not at all. */
function malformed(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const found = assignment.exec(line);
    if (/^\s*(#|$)/.test(line)) continue;
    if (!found) findings.push(wrong(`line ${index + 1} of the environment is no NAME=value`, apply));
    else if (/^(?!["']).*\s#/.test(found[2] as string))
      findings.push(wrong(`${found[1]} has a comment behind its value: systemd takes it for a part of it`, apply));
  }
  return findings;
}

function compare(text: string, expected: string): Finding[] {
  const drift = environmentDrift(text, expected);
  if (!drift) return [fine('the environment is what the pillar says')];
  const { missing, foreign, other } = drift;
  const parts = [
    missing.length > 0 && `without ${listed(missing)}`,
    foreign.length > 0 && `with ${listed(foreign)}, which the pillar does not have`,
    other.length > 0 && `with another value of ${listed(other)}`,
  ].filter((part) => part !== false);
  const difference = parts.length > 0 ? parts.join('; ') : 'in another form';
  return [wrong(`the environment is not what the pillar says: ${difference}`, apply)];
}

function listed(keys: readonly string[]): string {
  return keys.length > 5 ? `${keys.slice(0, 5).join(', ')} and ${keys.length - 5} more` : keys.join(', ');
}
