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
  private final List<Range> itemRanges = new ArrayList<>();

  /** A field, its place and its width among the numbers of a sample. */
  private record Part(ComputedField field, int at, int width) {

    void apply(int[] row, float[] x) {
      field.apply(row, x, at);
    }

    float[] of(float[] x) {
      return Arrays.copyOfRange(x, at, at + width);
    }
  }

  /** Places next to each other that an item fills. */
  private record Range(int from, int length) {}

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
    item.forEach(part -> join(itemRanges, part));
  }

  private static void join(List<Range> ranges, Part part) {
    Range last = ranges.isEmpty() ? new Range(0, 0) : ranges.get(ranges.size() - 1);
    if (!ranges.isEmpty() && last.from() + last.length() == part.at()) {
      ranges.set(ranges.size() - 1, new Range(last.from(), last.length() + part.width()));
    } else {
      ranges.add(new Range(part.at(), part.width()));
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
    double[] logits = new double[items.size()];
    Joint joint = joint(x, logits);
    for (int i = 0; i < logits.length; i++) {
      Prepared one = items.get(i);
      for (Range range : itemRanges) {
        System.arraycopy(one.x(), range.from(), x, range.from(), range.length());
      }
      if (!own.isEmpty()) {
        int[] row = one.row().clone();
        encoder.encode(pairs.isEmpty() ? Features.none() : pairs.get(i), Set.of(Side.PAIR), row);
        own.forEach(part -> part.apply(row, x));
      }
      joint.add(i, one.terms(), own);
    }
    joint.finish();
    return logits;
  }

  /** What a request keeps while it goes through its candidates. */
  private interface Joint {

    void add(int place, @Nullable Terms item, List<Part> pairs);

    void finish();
  }

  private Joint joint(float[] x, double[] logits) {
    return cross == null ? new Plain(x, logits) : new Crossing(cross, x, logits);
  }

  /** Whole samples, one by one. */
  private final class Plain implements Joint {

    private final float[] x;
    private final double[] logits;

    Plain(float[] x, double[] logits) {
      this.x = x;
      this.logits = logits;
    }

    @Override
    public void add(int place, @Nullable Terms item, List<Part> pairs) {
      logits[place] = computed.logit(x);
    }

    @Override
    public void finish() {
      // Nothing is held back.
    }
  }

  /** Sums of user and item. */
  private final class Crossing implements Joint {

    private final CrossServing serving;
    private final float[] x;
    private final CrossServing.Candidates candidates;

    Crossing(CrossServing serving, float[] x, double[] logits) {
      this.serving = serving;
      this.x = x;
      this.candidates = serving.candidates(x, terms(serving, serving.begin(), user, x), logits);
    }

    @Override
    public void add(int place, @Nullable Terms item, List<Part> pairs) {
      Terms own = item == null ? serving.none() : item;
      candidates.add(pairs.isEmpty() ? own : joined(serving, own, pairs, x));
    }

    @Override
    public void finish() {
      candidates.finish();
    }
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
