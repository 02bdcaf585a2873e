import { plain } from '@fleet/output';
import type { MasterLink } from '../src/master-link.js';
import type { Terminal } from '../src/output/terminal.js';
import type { Session, Settings } from '../src/session.js';

/** For specs: a session that remembers what it said, on a terminal of `width` columns or on none. */
export class ToldSession implements Session {
  readonly said: string[] = [];
  readonly noted: string[] = [];
  readonly questions: string[] = [];
  readonly settings: Settings;
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;

  constructor(
    private readonly given: {
      readonly settings?: Partial<Settings>;
      readonly width?: number;
      readonly environment?: NodeJS.ProcessEnv;
      readonly master?: MasterLink;
      /** What the operator answers; absent: nobody can be asked. */
      readonly agrees?: boolean;
    } = {},
  ) {
    const { width, agrees } = given;
    this.settings = { stateOutput: 'full', verbose: false, quiet: false, ...given.settings };
    this.environment = given.environment ?? {};
    const confirm = (question: string): Promise<boolean | undefined> => {
      this.questions.push(question);
      return Promise.resolve(agrees);
    };
    this.terminal = {
      interactive: width !== undefined,
      ...(width !== undefined && {
        screen: { width, height: 24, write: () => undefined, onResize: () => () => undefined },
      }),
      paint: plain,
      notePaint: plain,
      answer: (text) => void this.said.push(text),
      note: (text) => void this.noted.push(text),
      confirm,
      confirmInFull: confirm,
    };
  }

  /** Where a spec gave none, nothing may ask one. */
  readonly master = (): Promise<MasterLink> =>
    this.given.master ? Promise.resolve(this.given.master) : Promise.reject(new Error('a master was asked'));
}
