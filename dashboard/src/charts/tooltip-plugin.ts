import type uPlot from 'uplot';
import { absoluteWords } from '../components/time-words';
import type { Annotation, ChartSeries } from './chart-series';
import { fillOf, type SeriesStyle } from './palette';
import classes from './tooltip-plugin.module.css';
import { type Unit, unitWords } from './units';

/** More rows than this nobody reads at a glance; the table has them all. */
const MOST_ROWS = 10;
const NEAR_PX = 6;

/** What the lines say where the crosshair stands, the largest first, and what happened there. */
export function tooltipPlugin(
  series: readonly ChartSeries[],
  unit: Unit,
  annotations: readonly Annotation[],
  styles: ReadonlyMap<string, SeriesStyle>,
  timeZone: string | undefined,
): uPlot.Plugin {
  const box = document.createElement('div');
  box.className = classes['box'] ?? '';
  box.hidden = true;
  return {
    hooks: {
      init: (plot) => {
        plot.over.append(box);
        plot.over.addEventListener('mouseleave', () => (box.hidden = true));
      },
      setCursor: (plot) => {
        const { idx, left = -1, top = -1 } = plot.cursor;
        // Charts in step show the crosshair; only the one under the pointer shows the words.
        if (idx == null || left < 0 || !plot.over.matches(':hover')) {
          box.hidden = true;
          return;
        }
        const near = annotations.filter(({ at }) => Math.abs(plot.valToPos(at, 'x') - left) <= NEAR_PX);
        box.replaceChildren(
          headOf(plot.data[0][idx]!, timeZone),
          ...rowsOf(series, idx, unit, styles),
          ...near.map(({ label, at }) => noteOf(`${label}, ${absoluteWords(at * 1000)}`)),
        );
        box.hidden = false;
        place(box, left, top, plot.over.clientWidth, plot.over.clientHeight);
      },
    },
  };
}

function rowsOf(series: readonly ChartSeries[], index: number, unit: Unit, styles: ReadonlyMap<string, SeriesStyle>) {
  const known = series
    .flatMap((one) => {
      const value = one.values[index];
      return value == null ? [] : [{ ...one, value }];
    })
    .sort((a, b) => b.value - a.value);
  const rows = known.slice(0, MOST_ROWS).map(({ key, label, value, colour, band }) => {
    const row = element('div', 'row');
    const mark = element('span', 'mark');
    const style = styles.get(key);
    mark.style.background = colour ?? (style ? fillOf(style) : 'var(--ink)');
    const number = element('b', 'value', unitWords(unit, value));
    const [low, high] = [band?.low[index], band?.high[index]];
    if (low != null && high != null) number.textContent += ` (${unitWords(unit, low)} to ${unitWords(unit, high)})`;
    row.append(mark, element('span', 'label', label), number);
    return row;
  });
  const more = known.length - rows.length;
  return more > 0 ? [...rows, noteOf(`and ${more} more`)] : rows;
}

const headOf = (at: number, timeZone?: string) => element('div', 'head', absoluteWords(at * 1000, timeZone));
const noteOf = (text: string) => element('div', 'note', text);

function element(tag: string, name: string, text?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = classes[name] ?? '';
  if (text !== undefined) made.textContent = text;
  return made;
}

function place(box: HTMLElement, left: number, top: number, width: number, height: number): void {
  const { offsetWidth, offsetHeight } = box;
  const x = left + 14 + offsetWidth > width ? left - 14 - offsetWidth : left + 14;
  const y = Math.max(0, Math.min(top - offsetHeight / 2, height - offsetHeight));
  box.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
