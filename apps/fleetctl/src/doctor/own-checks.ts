import { readFile, stat } from 'node:fs/promises';
import { decodeJwt, parseCreds } from '@fleet/identity';
import { formatMoment, formatSpan } from '@fleet/output';
import { wordOf, type Finding } from './finding.js';

const day = 24 * 3_600_000;

/** The credentials on this machine: whether they can be read, by whom else, and for how long they are good. */
export async function checkCredentials(file: string, now = Date.now()): Promise<Finding[]> {
  const check = 'credentials';
  let text: string;
  let mode: number;
  try {
    [text, { mode }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const says = `${file} ${code === 'ENOENT' ? 'does not exist' : code === 'EACCES' ? 'may not be read by you' : 'cannot be read'}`;
    return [
      {
        check,
        severity: 'error',
        says,
        mend: code === 'EACCES' ? [`ls -l ${wordOf(file)}     # whose it is`, ...newOnes] : newOnes,
      },
    ];
  }
  return [...secrecy(file, mode), validity(file, text, now)];
}

const newOnes = ['fleetctl login TOKEN     # an admin makes the token: fleetctl operator add NAME --role …'];

function secrecy(file: string, mode: number): Finding[] {
  if ((mode & 0o077) === 0) return [];
  const says = `${file} can be read by others on this machine (mode ${(mode & 0o777).toString(8)}), who are you then`;
  return [{ check: 'secrecy', severity: 'error', says, mend: [`chmod 600 ${wordOf(file)}`] }];
}

function validity(file: string, text: string, now: number): Finding {
  const check = 'credentials';
  let claims: ReturnType<typeof decodeJwt>;
  try {
    claims = decodeJwt(parseCreds(text).jwt);
  } catch {
    return { check, severity: 'error', says: `${file} holds no credentials that can be read`, mend: newOnes };
  }
  const { name = 'an operator', exp } = claims;
  if (exp === undefined) return { check, severity: 'ok', says: `${name}, without an end` };
  const left = exp * 1000 - now;
  if (left <= 0)
    return {
      ...{ check, severity: 'error', says: `${name}, expired ${formatMoment(exp * 1000)}` },
      mend: [...newOnes, `fleet-master operator renew ${name}     # on the master, for credentials that lie there`],
    };
  const says = `${name}, good until ${formatMoment(exp * 1000)}`;
  return left < day
    ? {
        check,
        severity: 'warning',
        says: `${says}, ${formatSpan(left)} from now`,
        mend: ['fleetctl login     # renews them'],
      }
    : { check, severity: 'ok', says };
}
