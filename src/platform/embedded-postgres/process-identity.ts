import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');

/** Whether a process of that number runs now, as far as we may know. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/**
 * Tells two processes apart that had the same number one after the other: when it started, in the system's own words.
 * Undefined when the process is gone or the system does not say.
 */
export function startOf(pid: number): string | undefined {
  if (hasProc) return statFields(pid)?.[19];
  return ps(pid, 'lstart');
}

/** The command line of a process, its words separated by blanks. */
export function commandOf(pid: number): string | undefined {
  if (!hasProc) return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return undefined;
  }
}

function isZombie(pid: number): boolean {
  return hasProc && statFields(pid)?.[0] === 'Z';
}

/** Fields of /proc/<pid>/stat from the state on; the name before it may hold blanks and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    const output = execFileSync('ps', ['-p', String(pid), '-o', `${column}=`], { encoding: 'utf8' }).trim();
    return output === '' ? undefined : output;
  } catch {
    return undefined;
  }
}
