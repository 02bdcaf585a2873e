/** Fields of fstab and of the kernel's tables are separated by blanks; a blank inside of one is written as three octal digits. */
export function escapedField(text: string): string {
  return text.replace(/[ \t\\]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

export function plainField(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** Why a text cannot be a field of a line: a line break would begin a line of its own. */
export function fieldProblem(what: string, text: string): string | undefined {
  if (text === '') return `${what} is empty`;

  return /[\0-\x08\n-\x1f\x7f]/.test(text) ? `${what} holds a line break or another control character` : undefined;
}
