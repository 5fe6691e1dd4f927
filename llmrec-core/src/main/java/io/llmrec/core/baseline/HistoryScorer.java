package io.llmrec.core.baseline;

import io.llmrec.core.user.UserContext;
import java.util.Arrays;
import java.util.List;

/** A model over numbered items, asked by id. */
final class HistoryScorer implements ItemScorer {

  private final ItemNumbers items;
  private final RowModel model;

  /** A model that scores the items with the given numbers for a user who chose {@code history}. */
  @FunctionalInterface
  interface RowModel {

    /** One score per number, in their order. */
    double[] score(Row history, int[] asked);
  }

  HistoryScorer(ItemNumbers items, RowModel model) {
    this.items = items;
    this.model = model;
  }

  @Override
  public double[] score(UserContext user, List<String> itemIds) {
    int[] numbers = items.of(itemIds);
    int[] known = Arrays.stream(numbers).filter(number -> number >= 0).toArray();
    double[] ofKnown = model.score(items.row(user.history()), known);
    double[] scores = new double[numbers.length];
    int next = 0;
    for (int i = 0; i < numbers.length; i++) {
      scores[i] = numbers[i] < 0 ? 0 : ofKnown[next++];
    }
    return scores;
  }
}
