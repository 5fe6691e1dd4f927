package io.llmrec.embed.jvector;

import java.util.List;

/**
 * How long a walk through the graph takes by the number of candidates it keeps: some points, and
 * straight lines between and beyond them. Immutable.
 *
 * @param points at least two, by growing width
 */
record WalkCurve(List<Point> points) {

  /** A walk of {@code width} candidates took so many nanoseconds. */
  record Point(double width, double nanos) {}

  WalkCurve {
    points = List.copyOf(points);
  }

  /** Nanoseconds for so many candidates. */
  double nanos(double width) {
    int end = 1;
    while (end < points.size() - 1 && points.get(end).width() < width) {
      end++;
    }
    Point low = points.get(end - 1);
    Point high = points.get(end);
    double slope = (high.nanos() - low.nanos()) / (high.width() - low.width());
    return Math.max(0, low.nanos() + slope * (width - low.width()));
  }
}
