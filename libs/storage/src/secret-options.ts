/** Options of network file systems may carry a password; it is nobody's business. */
export function withoutSecrets(options: readonly string[]): string[] {
  return options.map((option) => option.replace(/^(pass(?:word)?|passwd|secret)=.*$/i, '$1=<secret>'));
}
