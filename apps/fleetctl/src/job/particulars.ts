import type { ReturnPrinter } from '../output/return-printer.js';
import type { Terminal } from '../output/terminal.js';
import type { Revealing } from './revealed.js';

/** What is particular about one job. */
export interface Particulars {
  /** Opens what is redacted for everybody else. */
  readonly revealing?: Revealing;
  /** Is told the jid, once. */
  readonly begun?: (jid: string) => void;
  /** Shows the answers in a way of its own. */
  readonly printer?: (terminal: Terminal) => ReturnPrinter;
}
