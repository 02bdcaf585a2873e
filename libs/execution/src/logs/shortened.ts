/** Characters of a line that travel. */
const most = 8 * 1024;

/** A long line without its end. It is redacted by now: nothing is cut in half that should not be seen. */
export function shortened(text: string): string {
  return text.length <= most ? text : `${text.slice(0, most)} [… ${text.length - most} more characters]`;
}
