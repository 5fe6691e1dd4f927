package io.llmrec.examples.ctr;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import io.llmrec.examples.ctr.TextTask.Telling;
import io.llmrec.rank.text.RowText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Scores of rows by what is not trained on their words. Scores are on any scale. */
final class TextBaselines {

  /** Rows that a mean begins with. */
  private static final double PRIOR = 10;

  private static final int RECENT = 50;

  /** Films that the language model reads: a short story is all it knows. */
  private static final int READ = 3;

  private final TextTask task;
  private final CtrlTask films;

  TextBaselines(TextTask task, CtrlTask films) {
    this.task = task;
    this.films = films;
  }

  /** The share of training rows in which the film was liked, drawn to that of all. */
  double[] popularity(int[] rows) {
    Map<Integer, double[]> sums = new HashMap<>();
    double[] all = new double[2];
    for (int row : task.counted()) {
      double[] own = sums.computeIfAbsent(task.film(row), film -> new double[2]);
      for (double[] sum : List.of(own, all)) {
        sum[0] += task.liked(row) ? 1 : 0;
        sum[1]++;
      }
    }
    double share = all[0] / all[1];
    return IntStream.of(rows)
        .mapToDouble(
            row -> {
              double[] own = sums.getOrDefault(task.film(row), new double[2]);
              return (own[0] + PRIOR * share) / (own[1] + PRIOR);
            })
        .toArray();
  }

  /** And how much more than others the user liked what there was before the row. */
  double[] biases(int[] rows) {
    double[] scores = popularity(rows);
    List<List<Integer>> past =
        IntStream.of(rows).mapToObj(row -> task.before(row, RECENT)).toList();
    int[] flat = past.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    double[] expected = popularity(flat);
    int next = 0;
    for (int i = 0; i < scores.length; i++) {
      double sum = 0;
      for (int row : past.get(i)) {
        sum += (task.liked(row) ? 1 : 0) - expected[next++];
      }
      scores[i] += sum / (past.get(i).size() + PRIOR);
    }
    return scores;
  }

  /** How alike the film's sentence is to the mean of the history's titles; 0 without one. */
  double[] similarity(int[] rows, TextEncoder encoder) {
    List<RowText> texts = task.texts(rows, Telling.TITLES);
    Map<String, Embedding> vectors = vectors(encoder, texts);
    return texts.stream()
        .mapToDouble(
            text -> {
              Embedding film = known(vectors, text.item());
              return text.history().stream()
                  .mapToDouble(title -> known(vectors, title).dot(film))
                  .average()
                  .orElse(0);
            })
        .toArray();
  }

  private static <K, V> V known(Map<K, V> all, K key) {
    return Objects.requireNonNull(all.get(key));
  }

  private static Map<String, Embedding> vectors(TextEncoder encoder, List<RowText> texts) {
    Set<String> different = new LinkedHashSet<>();
    for (RowText text : texts) {
      different.add(text.item());
      different.addAll(text.history());
    }
    List<String> sentences = List.copyOf(different);
    List<Embedding> encoded = encoder.encode(sentences);
    Map<String, Embedding> vectors = new HashMap<>();
    for (int i = 0; i < sentences.size(); i++) {
      vectors.put(sentences.get(i), encoded.get(i));
    }
    return vectors;
  }

  /**
   * Whether the user liked those of the films before whose sentences are most alike, weighted by
   * how alike they are.
   *
   * @param most examples
   */
  double[] examples(int[] rows, TextEncoder encoder, int most) {
    Map<Integer, Embedding> vectors = new HashMap<>();
    int[] known =
        IntStream.of(rows)
            .flatMap(
                row ->
                    IntStream.concat(
                        IntStream.of(row), task.before(row, RECENT).stream().mapToInt(at -> at)))
            .map(task::film)
            .distinct()
            .toArray();
    List<Embedding> encoded =
        encoder.encode(IntStream.of(known).mapToObj(films::sentence).toList());
    for (int i = 0; i < known.length; i++) {
      vectors.put(known[i], encoded.get(i));
    }
    return IntStream.of(rows).mapToDouble(row -> examples(row, vectors, most)).toArray();
  }

  private double examples(int row, Map<Integer, Embedding> vectors, int most) {
    Embedding film = known(vectors, task.film(row));
    List<double[]> examples = new ArrayList<>();
    for (int at : task.before(row, RECENT)) {
      examples.add(new double[] {known(vectors, task.film(at)).dot(film), task.liked(at) ? 1 : -1});
    }
    examples.sort(Comparator.comparingDouble(example -> -example[0]));
    List<double[]> nearest = examples.subList(0, Math.min(most, examples.size()));
    double sum = nearest.stream().mapToDouble(one -> one[0] * one[1]).sum();
    return sum / (nearest.size() + 1);
  }

  /**
   * How much likelier a language model finds the film's sentence behind the history than by itself,
   * for each of its tokens.
   */
  double[] likelihood(int[] rows, ScoringLanguageModel model) {
    List<RowText> texts = task.texts(rows, Telling.TITLES);
    List<String> items = texts.stream().map(RowText::item).distinct().toList();
    List<String> histories = texts.stream().map(TextBaselines::history).distinct().toList();
    List<String> wholes = texts.stream().map(text -> history(text) + text.item()).toList();
    Map<String, TextScore> known = new HashMap<>();
    for (List<String> some : List.of(items, histories)) {
      List<TextScore> scores = model.score(some);
      for (int i = 0; i < some.size(); i++) {
        known.put(some.get(i), scores.get(i));
      }
    }
    List<TextScore> scores = model.score(wholes);
    double[] likelihood = new double[rows.length];
    Arrays.setAll(
        likelihood,
        i -> {
          TextScore item = known(known, texts.get(i).item());
          TextScore before = known(known, history(texts.get(i)));
          double behind = scores.get(i).logProbability() - before.logProbability();
          return (behind - item.logProbability()) / item.tokens();
        });
    return likelihood;
  }

  private static String history(RowText text) {
    List<String> titles = text.history();
    int from = Math.max(0, titles.size() - READ);
    return String.join(" | ", titles.subList(from, titles.size())) + ". ";
  }
}
