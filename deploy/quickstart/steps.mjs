/** How the quick start talks: one line per step with its time, colour only on a terminal, the whole log only when a step fails. */
const terminal = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (terminal ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text) => paint(1, text);
export const dim = (text) => paint(2, text);
const green = (text) => paint(32, text);
const red = (text) => paint(31, text);

/** What is missing and the command that mends it: shown without a stack. */
export class Missing extends Error {
  constructor(message, mend) {
    super(message);
    this.name = 'Missing';
    this.mend = mend;
  }
}

/** Runs one step and says how it went. `work` may answer a sentence to show beside it. */
export async function step(title, work) {
  const started = Date.now();
  const running = terminal
    ? setInterval(() => process.stdout.write(`\r  … ${title} ${Math.round((Date.now() - started) / 1000)} s`), 1000)
    : undefined;
  if (terminal) process.stdout.write(`  … ${title}`);
  else process.stdout.write(`- ${title}\n`);
  try {
    const said = await work();
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const line = `  ${green('✓')} ${title}${typeof said === 'string' ? dim(` – ${said}`) : ''} ${dim(`${seconds} s`)}`;
    process.stdout.write(
      terminal
        ? `\r\u001b[K${line}\n`
        : `  ${title}: done${typeof said === 'string' ? ` – ${said}` : ''} (${seconds} s)\n`,
    );
    return said;
  } catch (error) {
    process.stdout.write(terminal ? `\r\u001b[K  ${red('✗')} ${title}\n` : `  ${title}: failed\n`);
    throw error;
  } finally {
    clearInterval(running);
  }
}

/** A command as the operator would type it, then what it answered. */
export function show(command, output) {
  process.stdout.write(`\n${bold(`$ ${command}`)}\n${output.replace(/\n*$/, '\n')}`);
}

export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

export function fail(error) {
  process.stderr.write(`\n${red('quickstart:')} ${error.message}\n`);
  if (error.mend) process.stderr.write(`  to mend it: ${bold(error.mend)}\n`);
  else if (!(error instanceof Missing) && error.name !== 'LabError') process.stderr.write(`${error.stack}\n`);
}
