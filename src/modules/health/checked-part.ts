import type { HealthPart, PartHealth } from '../../platform/runtime/health-part.js';

/** A part that does not answer within this time is down. */
const CHECK_LIMIT_MS = 2_000;

/** What the part says of itself; down, with the reason, where it fails or says nothing in time. */
export async function checkedPart(part: HealthPart): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Omit<PartHealth, 'name'>>((resolve) => {
    timer = setTimeout(
      () => resolve({ status: 'down', reason: `no answer within ${CHECK_LIMIT_MS} ms` }),
      CHECK_LIMIT_MS,
    );
  });
  try {
    return { name: part.name, ...(await Promise.race([part.check(), limit])) };
  } catch (error) {
    return { name: part.name, status: 'down', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
