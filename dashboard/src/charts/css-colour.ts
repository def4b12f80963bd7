/** A canvas knows no CSS variables: `--line`, `var(--series-3)` or a colour, as what it is in this place and scheme. */
export function cssColour(host: HTMLElement, colour: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour.startsWith('--') ? `var(${colour})` : colour;
  host.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return computed;
}

/** The same colour, seen through: `rgb(1, 2, 3)` as `rgba(1, 2, 3, 0.1)`. */
export function faded(colour: string, alpha: number): string {
  const [red, green, blue] = colour.match(/[\d.]+/g) ?? ['128', '128', '128'];
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}
