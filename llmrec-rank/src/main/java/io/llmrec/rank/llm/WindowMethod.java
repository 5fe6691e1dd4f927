package io.llmrec.rank.llm;

import java.util.Arrays;

/** Ranks a long list part by part. See {@link Window}. */
final class WindowMethod implements RankingMethod {

  private final RankingMethod parts;
  private final Window window;

  WindowMethod(RankingMethod parts, Window window) {
    if (window.size() > parts.mostShown()) {
      throw new IllegalArgumentException(
          "size of a window must be at most %d for %s, was %d"
              .formatted(parts.mostShown(), parts.name(), window.size()));
    }
    this.parts = parts;
    this.window = window;
  }

  @Override
  public String name() {
    return parts.name();
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    int[] order = shown.clone();
    int ranked = 0;
    if (window.headFirst(order.length)) {
      ranked += rank(asker, scene, order, new Window.Part(0, window.size()));
    }
    int wanted = Math.min(asker.context().request().limit(), order.length);
    for (int pass = 0; pass < window.passes(); pass++) {
      int[] before = Arrays.copyOf(order, wanted);
      for (Window.Part part : window.pass(order.length)) {
        ranked += rank(asker, scene, order, part);
      }
      if (Arrays.equals(before, Arrays.copyOf(order, wanted))) {
        break;
      }
    }
    return ranked == 0 ? Ranking.none(shown) : Ranking.of(order);
  }

  /** Ranks a part in its place; 1 when something came of it. */
  private int rank(Asker asker, Scene scene, int[] order, Window.Part part) {
    int[] slice = Arrays.copyOfRange(order, part.from(), part.to());
    Ranking ranking = parts.rank(asker, scene, slice);
    System.arraycopy(ranking.order(), 0, order, part.from(), slice.length);
    return ranking.placed() > 0 ? 1 : 0;
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    RankingCost pass = RankingCost.NONE;
    for (Window.Part part : window.pass(shown.length)) {
      int[] slice = Arrays.copyOfRange(shown, part.from(), part.to());
      pass = pass.then(parts.cost(scene, slice, basis));
    }
    RankingCost all = pass.times(window.passes(), 1);
    if (!window.headFirst(shown.length)) {
      return all;
    }
    return parts.cost(scene, Arrays.copyOf(shown, window.size()), basis).then(all);
  }
}
