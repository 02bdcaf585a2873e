import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { decryptValue, encryptValue, EncryptionFailed, isEncrypted } from '@fleet/pillar';
import { armoredValues } from '../pillar/armored-values.js';
import { ensurePillarKey, pillarIdentities, pillarKeyFile } from '../pillar/pillar-keys.js';
import { CommandFailed, exits, openConfig } from './open-config.js';

/** `fleet-master pillar key`: the recipient is all of the output. */
export async function pillarKey({ root }: { readonly root: string }): Promise<void> {
  const { places } = await openConfig(root);
  const { recipient, made } = await said(ensurePillarKey(places));
  if (made) process.stderr.write(`made ${pillarKeyFile(places)}; keep a copy in a safe place\n`);
  process.stdout.write(`${recipient}\n`);
}

/** `fleet-master pillar encrypt [FILE|-]`: an armored block, for the own key and those of `pillar_recipients`. */
export async function pillarEncrypt(
  file: string,
  {
    root,
    yamlIndent,
    keepNewline,
  }: { readonly root: string; readonly yamlIndent?: string; readonly keepNewline: boolean },
): Promise<void> {
  const indent = readIndent(yamlIndent);
  const { config, places } = await openConfig(root);
  const { recipient } = await said(ensurePillarKey(places));
  const given = await content(file);
  const value = keepNewline ? given : given.replace(/\r?\n$/, '');
  if (value === '') throw new CommandFailed('there is nothing to encrypt', exits.usage);
  if (isEncrypted(value)) throw new CommandFailed('this is encrypted already', exits.usage);
  const armored = await said(encryptValue(value, [recipient, ...config.pillar.recipients]));
  const block = indent === undefined ? armored : `|\n${armored.trimEnd().replace(/^/gm, ' '.repeat(indent))}\n`;
  process.stdout.write(block.endsWith('\n') ? block : `${block}\n`);
}

/** `fleet-master pillar decrypt [FILE|-]`: the value alone; of several each below a comment that says where it stands. */
export async function pillarDecrypt(file: string, { root }: { readonly root: string }): Promise<void> {
  const { config, places } = await openConfig(root);
  const found = armoredValues(await content(file));
  if (found.length === 0) throw new CommandFailed('there is no armored age file in it', exits.usage);
  const identities = await said(pillarIdentities(places, config));
  if (identities.length === 0)
    throw new CommandFailed('there is no key here: fleet-master pillar key makes one', exits.configuration);
  const several = found.length > 1;
  const shown: string[] = [];
  for (const { armored, path, line } of found) {
    const value = await said(decryptValue(armored, identities), several ? `line ${line}: ` : '');
    shown.push(several ? `# ${[path.join(':'), `line ${line}`].filter(Boolean).join(', ')}\n${ended(value)}` : value);
  }
  process.stdout.write(shown.join(''));
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

async function content(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CommandFailed(`${file} cannot be read: ${(cause as NodeJS.ErrnoException).code ?? ''}`, exits.failed, {
      cause,
    });
  }
}

function readIndent(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const indent = Number(given);
  if (!Number.isInteger(indent) || indent < 1 || indent > 40)
    throw new CommandFailed('--yaml-indent is a number of spaces from 1 to 40', exits.usage);
  return indent;
}

async function said<T>(doing: Promise<T>, where = ''): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (!(error instanceof EncryptionFailed)) throw error;
    throw new CommandFailed(`${where}${error.message}`, error.code === 'bad-key' ? exits.configuration : exits.failed, {
      cause: error,
    });
  }
}
