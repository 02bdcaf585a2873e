import { BusError, type Bus } from '@fleet/bus';

/** Milliseconds to the server and back. */
export async function roundTrip(bus: Bus | undefined): Promise<number | undefined> {
  if (!bus?.connected) return undefined;
  const began = performance.now();
  try {
    await bus.flush();
    return Math.round((performance.now() - began) * 10) / 10;
  } catch (error) {
    // It was lost just now, which the connection tells by itself.
    if (error instanceof BusError) return undefined;
    throw error;
  }
}
