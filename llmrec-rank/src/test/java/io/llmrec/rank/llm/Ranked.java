package io.llmrec.rank.llm;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.rank.simulation.SimulatedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Candidates of known worth, for methods to find. */
final class Ranked {

  /** The worth stands at the end of the title: a model that reads it has the truth. */
  static final ToDoubleFunction<String> WORTH =
      title -> Double.parseDouble(title.substring(title.lastIndexOf(' ') + 1));

  static final SimulatedModel HONEST = SimulatedModel.builder(WORTH).build();

  private Ranked() {}

  /** Candidates c0, c1 and so on whose worth is a shuffled row from -2 to 2. */
  static List<Candidate> candidates(int count, long seed) {
    List<Integer> worth = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(worth, new Random(seed));
    return Films.candidates(
        worth.stream()
            .map(w -> "Film of worth " + (count < 2 ? 0 : 4.0 * w / (count - 1) - 2))
            .toList());
  }

  static StageContext context(List<Candidate> candidates) {
    return Films.context(candidates, "Green tea", "Teapot");
  }

  static List<String> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }

  /** The ids by falling worth. */
  static List<String> best(List<Candidate> candidates) {
    return candidates.stream()
        .sorted(
            Comparator.comparingDouble(candidate -> -WORTH.applyAsDouble(candidate.item().title())))
        .map(Candidate::id)
        .toList();
  }
}
