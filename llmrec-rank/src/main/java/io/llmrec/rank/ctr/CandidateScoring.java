package io.llmrec.rank.ctr;

import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores many candidates of one user: what depends on the user alone is computed once, what depends
 * on an item alone comes prepared. Safe for use by several threads.
 */
final class CandidateScoring {

  private static final float[] NOTHING = new float[0];

  private final ComputedNetwork computed;
  private final List<Part> user = new ArrayList<>();
  private final List<Part> item = new ArrayList<>();
  private final List<Part> pair = new ArrayList<>();
  private final List<Range> userRanges;
  private final List<Range> itemRanges;
  private final List<Range> pairRanges;
  private final @Nullable CrossServing cross;
  private final @Nullable CrossPacking packing;

  /** A field and its place among the numbers of a sample. */
  private record Part(ComputedField field, Range range) {

    void apply(int[] row, float[] x) {
      field.apply(row, x, range.from());
    }
  }

  CandidateScoring(CtrNetwork network, ComputedNetwork computed) {
    this.computed = computed;
    for (ComputedNetwork.Part part : computed.parts()) {
      Part own = new Part(part.field(), new Range(part.at(), part.source().width()));
      switch (part.source().side()) {
        case USER -> user.add(own);
        case ITEM -> item.add(own);
        case PAIR -> pair.add(own);
      }
    }
    userRanges = ranges(user);
    itemRanges = ranges(item);
    pairRanges = ranges(pair);
    Weights weights = network.weights();
    packing =
        network.head() instanceof CrossHead head && pair.isEmpty() && CrossPacking.packs(head)
            ? new CrossPacking(head, weights, userRanges, itemRanges)
            : null;
    cross =
        packing == null && network.head() instanceof CrossHead head
            ? new CrossServing(head, weights)
            : null;
  }

  private static List<Range> ranges(List<Part> parts) {
    return Range.joined(parts.stream().map(Part::range).toList());
  }

  PreparedItem prepare(int[] row) {
    float[] x = new float[computed.numbers()];
    item.forEach(part -> part.apply(row, x));
    if (packing != null) {
      return new PreparedItem(row, NOTHING, null, packing.item(x));
    }
    return new PreparedItem(row, x, cross == null ? null : cross.item(x, itemRanges), null);
  }

  /**
   * The numbers of candidates.
   *
   * @param userRow the user's features encoded
   */
  double[] logits(
      int[] userRow, List<PreparedItem> items, List<Features> pairs, FeatureEncoder encoder) {
    float[] x = new float[computed.numbers()];
    user.forEach(part -> part.apply(userRow, x));
    double[] logits = new double[items.size()];
    if (packing != null) {
      packing.score(x, items.stream().map(PreparedItem::vector).toList(), logits);
      return logits;
    }
    List<Part> own =
        pair.stream()
            .map(p -> new Part(ComputedField.forUser(p.field(), userRow), p.range()))
            .toList();
    Joint joint = cross == null ? new Plain(x, logits) : new Crossing(cross, x, logits);
    for (int i = 0; i < logits.length; i++) {
      PreparedItem one = items.get(i);
      for (Range range : itemRanges) {
        System.arraycopy(one.x(), range.from(), x, range.from(), range.length());
      }
      if (!own.isEmpty()) {
        int[] row = one.row().clone();
        encoder.encode(pairs.isEmpty() ? Features.none() : pairs.get(i), Set.of(Side.PAIR), row);
        own.forEach(part -> part.apply(row, x));
      }
      joint.add(i, one.sums());
    }
    joint.finish();
    return logits;
  }

  /** What a request keeps while it goes through its candidates. */
  private interface Joint {

    void add(int place, @Nullable CrossSums item);

    void finish();
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
    public void add(int place, @Nullable CrossSums item) {
      logits[place] = computed.logit(x);
    }

    @Override
    public void finish() {
      // Nothing is held back.
    }
  }

  /** Sums of user and item. */
  private final class Crossing implements Joint {

    private final float[] x;
    private final CrossServing.Candidates candidates;

    Crossing(CrossServing serving, float[] x, double[] logits) {
      this.x = x;
      this.candidates = serving.candidates(x, userRanges, logits);
    }

    @Override
    public void add(int place, @Nullable CrossSums item) {
      candidates.add(x, item, pairRanges);
    }

    @Override
    public void finish() {
      candidates.finish();
    }
  }
}
