/** Options of network file systems may carry a password; it is nobody's business. */
export function withoutSecrets(options: readonly string[]): string[] {
  return options.map((option) => option.replace(/^(\w*pass(?:word|wd|phrase)?|secret)=.*$/is, '$1=<secret>'));
}
