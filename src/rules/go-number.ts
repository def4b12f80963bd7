/** As Go's `%v`: as few digits as tell the number, with an exponent where it is below 1e-4 or from a million. */
export function goNumber(value: number): string {
  return special(value) ?? general(value, undefined);
}

/** As `%.4g`: so many significant digits, without zeros behind. */
export function goGeneral(value: number, precision: number | undefined): string {
  return special(value) ?? general(value, precision);
}

/** As `%.2f`. */
export function goFixed(value: number, precision: number): string {
  const found = special(value);
  if (found !== undefined) return found;
  const digits = Math.min(precision, 100);
  // Beyond 1e21 JavaScript would write an exponent.
  if (Math.abs(value) < 1e21)
    return signed(
      value,
      rounded(digits, (places) => value.toFixed(places)),
    );
  return `${BigInt(value)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
}

/** As `%.2e`: the exponent has two digits at least. */
export function goExponent(value: number, precision: number): string {
  return (
    special(value) ??
    withTwoDigits(
      signed(
        value,
        rounded(precision, (places) => value.toExponential(places)),
      ),
    )
  );
}

function general(value: number, precision: number | undefined): string {
  const text =
    precision === undefined
      ? value.toExponential()
      : rounded(Math.max(precision, 1) - 1, (places) => value.toExponential(places));
  const [mantissa = '', power = '0'] = text.split('e');
  const exponent = Number(power);
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const least = precision === undefined ? 6 : Math.max(precision, 1);
  if (exponent < -4 || exponent >= least) return withTwoDigits(signed(value, `${digits}e${power}`));
  const behind = Math.max(0, digits.replace(/[-.]/g, '').length - 1 - exponent);
  return signed(value, Number(text).toFixed(Math.min(behind, 100)));
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : undefined;
}

function signed(value: number, text: string): string {
  return Object.is(value, -0) ? `-${text}` : text;
}

function withTwoDigits(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Places after the point that are enough to see that a number lies exactly in the middle. */
const EXACT = 25;

/** Go rounds what lies exactly in the middle to the even digit, JavaScript away from zero. */
function rounded(places: number, text: (places: number) => string): string {
  const most = Math.min(places, 100);
  const usual = text(most);
  const [mantissa = '', power] = text(Math.min(most + EXACT, 100)).split('e');
  const cut = mantissa.length - (Math.min(most + EXACT, 100) - most);
  if (!/^50*$/.test(mantissa.slice(cut)) || !/[02468]\.?$/.test(mantissa.slice(0, cut))) return usual;
  return mantissa.slice(0, cut).replace(/\.$/, '') + (power === undefined ? '' : `e${power}`);
}
