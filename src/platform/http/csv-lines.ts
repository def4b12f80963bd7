/** What a cell holds; null is not known, and empty. */
export type CsvCell = string | number | boolean | null;

/** Lines of RFC 4180, each with its end. What a spreadsheet would take for a formula is marked as text. */
export function csvLines(lines: readonly (readonly CsvCell[])[]): string {
  return lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(value: CsvCell): string {
  if (value === null) return '';
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) && !/^-\d+(\.\d+)?$/.test(value);
  const text = isFormula ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
