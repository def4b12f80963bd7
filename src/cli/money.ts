const MICRO_PER_CENT = 10_000n;

/** Micro-dollars of a decimal in USD, as the API answers it. */
export function microOf(usd: string): bigint {
  const negative = usd.startsWith('-');
  const [whole = '0', places = ''] = (negative ? usd.slice(1) : usd).split('.');
  const micro = BigInt(whole + places.slice(0, 6).padEnd(6, '0'));
  return negative ? -micro : micro;
}

/** `$847.32`: whole cents, halves up. */
export function dollarsOf(micro: bigint): string {
  const cents = ((micro < 0n ? -micro : micro) + MICRO_PER_CENT / 2n) / MICRO_PER_CENT;
  const digits = cents.toString().padStart(3, '0');
  return `${micro < 0n && cents > 0n ? '-' : ''}$${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `-`: not known. */
export function moneyText(usd: string | null): string {
  return usd === null ? '-' : dollarsOf(microOf(usd));
}
