package io.llmrec.embed.languagemodel;

import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import io.llmrec.embed.torch.LengthBatches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores token sequences of any length. One longer than the model reads is read in windows that
 * share half, each token scored in the first window that holds it.
 */
final class TextScorer {

  private final CausalModel model;
  private final int batchTokens;

  /** A part of a sequence; its first tokens up to {@code skip} are read, not scored. */
  private record Window(int sequence, int[] tokens, int skip) {}

  TextScorer(CausalModel model, int batchTokens) {
    this.model = model;
    this.batchTokens = batchTokens;
  }

  /**
   * One score per sequence.
   *
   * @param sequences of at least 2 tokens each, the first one not scored
   */
  List<TextScore> score(List<int[]> sequences) {
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      addWindows(windows, i, sequences.get(i));
    }
    double[] sums = new double[sequences.size()];
    List<Integer> lengths = windows.stream().map(window -> window.tokens().length).toList();
    for (List<Integer> batch : LengthBatches.plan(lengths, batchTokens)) {
      List<Window> together = batch.stream().map(windows::get).toList();
      List<float[]> scores = model.logProbabilities(together.stream().map(Window::tokens).toList());
      for (int i = 0; i < together.size(); i++) {
        sums[together.get(i).sequence()] += sum(scores.get(i), together.get(i).skip());
      }
    }
    List<TextScore> results = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      results.add(new TextScore(Math.min(0, sums[i]), sequences.get(i).length - 1));
    }
    return List.copyOf(results);
  }

  private void addWindows(List<Window> windows, int sequence, int[] tokens) {
    int size = model.maxTokens();
    int scored = 0;
    for (int start = 0; scored < tokens.length - 1; start += Math.max(1, size / 2)) {
      int end = Math.min(tokens.length, start + size);
      int skip = scored - start;
      windows.add(new Window(sequence, Arrays.copyOfRange(tokens, start, end), skip));
      scored = end - 1;
    }
  }

  private static double sum(float[] scores, int from) {
    double sum = 0;
    for (int i = from; i < scores.length; i++) {
      sum += scores[i];
    }
    return sum;
  }
}
