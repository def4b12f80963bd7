import type uPlot from 'uplot';
import { type Box, crossesBox } from './crosses-box';
import { cssColour } from './css-colour';

/** A level line with its name: the limit of a rule, a target. */
export function thresholdPlugin(threshold: { value: number; label: string }, host: HTMLElement): uPlot.Plugin {
  const colour = cssColour(host, '--bad');
  const surface = cssColour(host, '--surface');
  return {
    hooks: {
      draw: (plot) => {
        const { ctx, bbox } = plot;
        const ratio = devicePixelRatio;
        const y = Math.round(plot.valToPos(threshold.value, 'y', true));
        if (y < bbox.top || y > bbox.top + bbox.height) return;
        ctx.save();
        ctx.strokeStyle = ctx.fillStyle = colour;
        ctx.lineWidth = ratio;
        ctx.setLineDash([6 * ratio, 4 * ratio]);
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
        ctx.font = `${11 * ratio}px system-ui, sans-serif`;
        ctx.textAlign = 'left';
        ctx.textBaseline = 'bottom';
        ctx.setLineDash([]);
        const { left } = placeOf(plot, y, ctx.measureText(threshold.label).width);
        // Where lines run behind it all the same, it stays readable.
        ctx.lineWidth = 4 * ratio;
        ctx.lineJoin = 'round';
        ctx.strokeStyle = surface;
        ctx.strokeText(threshold.label, left, y - 2 * ratio);
        ctx.fillText(threshold.label, left, y - 2 * ratio);
        ctx.restore();
      },
    },
  };
}

/** At the right end of the level line, or where no line of the chart runs through the words. */
function placeOf(plot: uPlot, y: number, width: number): Box {
  const { bbox } = plot;
  const ratio = devicePixelRatio;
  const right = bbox.left + bbox.width - 4 * ratio;
  const places = [right - width, bbox.left + 4 * ratio, bbox.left + (bbox.width - width) / 2].map((left) => ({
    left,
    right: left + width,
    top: y - 15 * ratio,
    bottom: y,
  }));
  const lines = plot.series.slice(1).map((_series, index) => pointsOf(plot, index + 1));
  return places.find((place) => !lines.some((points) => crossesBox(place, points))) ?? places[0]!;
}

function pointsOf(plot: uPlot, column: number): (readonly [number, number] | null)[] {
  return [...plot.data[0]].map((at, index) => {
    const value = plot.data[column]?.[index];
    return value == null ? null : [plot.valToPos(at, 'x', true), plot.valToPos(value, 'y', true)];
  });
}
