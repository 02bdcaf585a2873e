import { createKeys, operatorJwt, signKeyset, signer } from '@fleet/identity';
import type { Keyset, SignedKeyset } from '@fleet/protocol';
import { accountNames, files, ownRoles, rolesOf } from './trust-files.js';

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Every file of a new fleet's keys, by name. */
export function newKeys(name: string): Map<string, string> {
  const content = new Map<string, string>();
  const make = (file: string, kind: 'operator' | 'account' | 'user'): string => {
    const { publicKey, seed } = createKeys(kind);
    content.set(file, seed);
    return publicKey;
  };
  let systemAccount = '';
  for (const account of accountNames) {
    // Its seed would sign nothing, so nobody keeps it.
    const { publicKey } = createKeys('account');
    content.set(files.accountKey(account), publicKey);
    if (account === 'SYS') systemAccount = publicKey;
    for (const role of rolesOf[account]) make(files.roleSeed(account, role), 'account');
  }
  for (const role of ownRoles) make(files.userSeed(role), 'user');
  make(files.rootSeed, 'user');
  make(files.commandSeed, 'user');
  for (const [file, text] of newOperator(name, systemAccount)) content.set(file, text);
  content.set(files.keysets, JSON.stringify([firstKeyset(content)]));
  return content;
}

/** The operator of the server, and the key that it lets sign accounts. */
export function newOperator(name: string, systemAccount: string): Map<string, string> {
  const operator = createKeys('operator');
  const signing = createKeys('operator');
  const jwt = operatorJwt(signer(operator.seed), {
    name,
    issued: seconds(Date.now()),
    signingKeys: [signing.publicKey],
    systemAccount,
  });
  return new Map([
    [files.operatorSeed, operator.seed],
    [files.operatorSigningSeed, signing.seed],
    [files.operatorJwt, jwt],
  ]);
}

function firstKeyset(content: ReadonlyMap<string, string>): SignedKeyset {
  const root = signer(content.get(files.rootSeed) as string);
  const command = signer(content.get(files.commandSeed) as string);
  const keyset: Keyset = {
    kind: 'keyset',
    v: 1,
    serial: 1,
    issued: Date.now(),
    root: root.rawPublicKey,
    keys: [{ key: command.rawPublicKey }],
  };
  return signKeyset(keyset, [root]);
}
