import type { Redactor } from '@fleet/telemetry';

/** `key: value`, `- key: value`, `KEY=value`, `my key: value`, with or without quotes. */
const assignment = /^(\s*(?:[-?] +)*)(["']?)([\w.-](?:[\w. -]*[\w.-])?)\2(\s*[:=]\s*)(.*)$/;

/**
 * A text with the values of secret keys masked, line for line: what is shown around a finding must not show the key beside it. A block
 * or a mapping below a secret key is masked as a whole.
 */
export function maskSecrets(text: string, redactor: Redactor): string {
  // What lies deeper than this column belongs to a secret key.
  let secretBelow: number | undefined;
  return text
    .split('\n')
    .map((line) => {
      const indent = line.search(/\S/);
      if (indent === -1) return line;
      if (secretBelow !== undefined && indent > secretBelow) return `${line.slice(0, indent)}…`;
      secretBelow = undefined;
      const [, lead = '', quote = '', key = '', separator = '', value = ''] = assignment.exec(line) ?? [];
      if (key === '' || !redactor.isSecretKey(key)) return redactor.redactText(line);
      const shown = value.replace(/\s+#.*$/, '');
      if (shown !== '' && !/^[|>[{&!]/.test(shown)) return `${lead}${quote}${key}${quote}${separator}…`;
      secretBelow = lead.length;
      return shown === ''
        ? line
        : `${lead}${quote}${key}${quote}${separator}${shown.startsWith('|') || shown.startsWith('>') ? shown : '…'}`;
    })
    .join('\n');
}
