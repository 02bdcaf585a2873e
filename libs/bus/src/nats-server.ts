import type { NatsProgram, NatsServer } from './definition.js';

/** The program at `path`, else by FLEET_NATS_SERVER, PATH, and where distributions put it. @throws NatsServerError `not-found` */
export async function findNatsProgram(path?: string): Promise<NatsProgram> {
  throw new Error(`not yet: ${path}`);
}

/** Resolves when it accepts connections. @throws NatsServerError */
export async function startNatsServer(options: { readonly program: NatsProgram; readonly configFile: string; readonly logFile: string; readonly folder: string }): Promise<NatsServer> {
  throw new Error(`not yet: ${options.configFile}`);
}
