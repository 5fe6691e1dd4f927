package io.llmrec.rank.ctr;

import io.llmrec.rank.ctr.CrossServing.Terms;
import io.llmrec.rank.ctr.CtrItems.Prepared;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores many candidates of one user: what depends on the user alone is computed once, what depends
 * on an item alone comes prepared. Safe for use by several threads.
 */
final class CandidateScoring {

  private final ComputedNetwork computed;
  private final @Nullable CrossServing cross;
  private final List<Part> user = new ArrayList<>();
  private final List<Part> item = new ArrayList<>();
  private final List<Part> pair = new ArrayList<>();

  /** A field, its place and its width among the numbers of a sample. */
  private record Part(ComputedField field, int at, int width) {

    void apply(int[] row, float[] x) {
      field.apply(row, x, at);
    }

    float[] of(float[] x) {
      return Arrays.copyOfRange(x, at, at + width);
    }
  }

  CandidateScoring(CtrNetwork network, ComputedNetwork computed) {
    this.computed = computed;
    this.cross =
        network.head() instanceof CrossHead head ? new CrossServing(head, network.weights()) : null;
    for (ComputedNetwork.Part part : computed.parts()) {
      Part own = new Part(part.field(), part.at(), part.source().width());
      switch (part.source().side()) {
        case USER -> user.add(own);
        case ITEM -> item.add(own);
        case PAIR -> pair.add(own);
      }
    }
  }

  Prepared prepare(int[] row) {
    float[] x = new float[computed.numbers()];
    item.forEach(part -> part.apply(row, x));
    return new Prepared(row, x, cross == null ? null : terms(cross, cross.none(), item, x));
  }

  private static Terms terms(CrossServing cross, Terms terms, List<Part> parts, float[] x) {
    parts.forEach(part -> cross.add(terms, part.of(x), part.at()));
    return terms;
  }

  /**
   * The numbers of candidates.
   *
   * @param userRow the user's features encoded
   */
  double[] logits(
      int[] userRow, List<Prepared> items, List<Features> pairs, FeatureEncoder encoder) {
    float[] x = new float[computed.numbers()];
    user.forEach(part -> part.apply(userRow, x));
    List<Part> own =
        pair.stream()
            .map(p -> new Part(ComputedField.forUser(p.field(), userRow), p.at(), p.width()))
            .toList();
    Joint joint = joint(x);
    double[] logits = new double[items.size()];
    for (int i = 0; i < logits.length; i++) {
      Prepared one = items.get(i);
      for (Part part : item) {
        System.arraycopy(one.x(), part.at(), x, part.at(), part.width());
      }
      if (!own.isEmpty()) {
        int[] row = one.row().clone();
        encoder.encode(pairs.isEmpty() ? Features.none() : pairs.get(i), Set.of(Side.PAIR), row);
        own.forEach(part -> part.apply(row, x));
      }
      logits[i] = joint.logit(one.terms(), own);
    }
    return logits;
  }

  /** What a request keeps while it goes through its candidates. */
  @FunctionalInterface
  private interface Joint {
    float logit(@Nullable Terms item, List<Part> pairs);
  }

  private Joint joint(float[] x) {
    CrossServing serving = cross;
    if (serving == null) {
      return (terms, pairs) -> computed.logit(x);
    }
    Terms shared = terms(serving, serving.begin(), user, x);
    CrossServing.Scratch scratch = serving.new Scratch();
    return (terms, pairs) -> {
      Terms own = terms == null ? serving.none() : terms;
      return serving.logit(
          x, shared, pairs.isEmpty() ? own : joined(serving, own, pairs, x), scratch);
    };
  }

  private static Terms joined(CrossServing serving, Terms item, List<Part> pairs, float[] x) {
    Terms copy =
        new Terms(
            item.cross().clone(),
            item.deep().clone(),
            item.pull().clone(),
            item.constant().clone());
    return terms(serving, copy, pairs, x);
  }
}
