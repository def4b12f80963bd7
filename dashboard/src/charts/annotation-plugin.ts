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
