package io.llmrec.embed.languagemodel;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Lets several replies grow side by side. */
final class Generator {

  private final CausalModel model;
  private final Sampling sampling;
  private final Set<Integer> ends;

  /**
   * A generator.
   *
   * @param ends tokens that end a reply
   */
  Generator(CausalModel model, Sampling sampling, Set<Integer> ends) {
    this.model = model;
    this.sampling = sampling;
    this.ends = ends;
  }

  void run(List<Generation> generations) {
    int limit = model.maxTokens();
    int places = generations.stream().mapToInt(g -> g.places(limit)).max().orElse(0);
    List<int[]> prompts = generations.stream().map(Generation::prompt).toList();
    model.read(
        reader -> {
          grow(generations, reader, reader.start(prompts, places));
          return prompts;
        });
  }

  private void grow(List<Generation> all, CausalModel.Reader reader, float[][] first) {
    List<Generation> rows = all;
    float[][] scores = first;
    while (true) {
      int[] tokens = new int[rows.size()];
      for (int i = 0; i < tokens.length; i++) {
        Generation row = rows.get(i);
        tokens[i] = row.ended() ? -1 : row.take(scores[i], sampling, ends, model.maxTokens());
      }
      int[] live = IntStream.range(0, tokens.length).filter(i -> tokens[i] >= 0).toArray();
      if (live.length == 0) {
        return;
      }
      if (live.length <= tokens.length / 2) {
        reader.keep(live);
        rows = Arrays.stream(live).mapToObj(rows::get).toList();
        scores = reader.next(Arrays.stream(live).map(i -> tokens[i]).toArray());
      } else {
        scores = reader.next(tokens);
      }
    }
  }
}
