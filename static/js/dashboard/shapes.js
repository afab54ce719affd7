/* One shape per emotion, so that no reader depends on colours: those of the icon sprite, for a canvas. */

const PATHS = {
  like: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17Z",
  fear: "M12 3 21.5 20.5h-19Z",
  anger: "m12 2 10 10-10 10L2 12Z",
  mockery: "m12 2 2.9 6.6 7.1.8-5.3 4.8 1.5 7.1-6.2-3.6-6.2 3.6 1.5-7.1L2 9.4l7.1-.8Z",
  sadness: "M12 2c4 5.2 6.8 8.7 6.8 12.6a6.8 6.8 0 0 1-13.6 0C5.2 10.7 8 7.2 12 2Z",
};
const SHAPES = new Map(Object.entries(PATHS).map(([emotion, path]) => [emotion, new Path2D(path)]));

/** Fill the emotion's shape, `r` pixels from its middle (x, y) to its edge. */
export function fillShape(context, emotion, x, y, r) {
  context.save();
  context.translate(x, y);
  context.scale(r / 10, r / 10);
  context.translate(-12, -12);
  context.fill(SHAPES.get(emotion));
  context.restore();
}
