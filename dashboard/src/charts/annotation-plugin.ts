import type uPlot from 'uplot';
import type { Annotation } from './chart-series';
import { cssColour } from './css-colour';

/** Upright marks: what happened then. The tooltip says what. */
export function annotationPlugin(annotations: readonly Annotation[], host: HTMLElement): uPlot.Plugin {
  const colours = annotations.map(({ tone = 'info' }) => cssColour(host, `--${tone}`));
  return {
    hooks: {
      draw: (plot) => {
        const { ctx, bbox } = plot;
        const ratio = devicePixelRatio;
        ctx.save();
        for (const [index, { at }] of annotations.entries()) {
          const x = Math.round(plot.valToPos(at, 'x', true));
          if (x < bbox.left || x > bbox.left + bbox.width) continue;
          ctx.strokeStyle = ctx.fillStyle = colours[index]!;
          ctx.lineWidth = ratio;
          ctx.setLineDash([3 * ratio, 3 * ratio]);
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
          ctx.beginPath();
          ctx.moveTo(x - 4 * ratio, bbox.top - 6 * ratio);
          ctx.lineTo(x + 4 * ratio, bbox.top - 6 * ratio);
          ctx.lineTo(x, bbox.top);
          ctx.fill();
        }
        ctx.restore();
      },
    },
  };
}

/** A level line with its name: the limit of a rule, a target. */
export function thresholdPlugin(threshold: { value: number; label: string }, host: HTMLElement): uPlot.Plugin {
  const colour = cssColour(host, '--bad');
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
        ctx.textAlign = 'right';
        ctx.textBaseline = 'bottom';
        ctx.fillText(threshold.label, bbox.left + bbox.width - 4 * ratio, y - 2 * ratio);
        ctx.restore();
      },
    },
  };
}
