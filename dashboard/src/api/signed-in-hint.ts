const NAME = 'orchestrate-signed-in';

/**
 * Whether this browser may have a session: its cookie cannot be read by scripts, and asking for a session that is not there
 * is an error on the console. Where nothing can be stored, one has to ask.
 */
export function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(NAME) !== null;
  } catch {
    return true;
  }
}

export function rememberSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(NAME, 'yes');
    else localStorage.removeItem(NAME);
  } catch {
    // Then it is asked for each time.
  }
}
