import type { Terminal } from './terminal.js';

/** Whoever is asked for a yes is told of which fleet: with several masters, the wrong one is a slip away. */
export function askingFor(terminal: Terminal, profile: () => string | undefined): Terminal {
  const about = (question: string): string => {
    const name = profile();
    return name === undefined ? question : `[${name}] ${question}`;
  };
  return {
    ...terminal,
    confirm: (question) => terminal.confirm(about(question)),
    confirmInFull: (question) => terminal.confirmInFull(about(question)),
  };
}
