package io.llmrec.core.encode;

import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** See {@link MultiVectorUserEncoder#interests}. */
final class InterestVectors implements MultiVectorUserEncoder {

  /** Below this length a mean points nowhere. */
  private static final double NOWHERE = 1e-6;

  private final MultiVectorUserEncoder points;
  private final InterestOptions options;

  InterestVectors(MultiVectorUserEncoder points, InterestOptions options) {
    this.points = points;
    this.options = options;
  }

  @Override
  public List<List<WeightedEmbedding>> encode(List<UserContext> users) {
    return points.encode(users).stream().map(this::interests).toList();
  }

  private List<WeightedEmbedding> interests(List<WeightedEmbedding> vectors) {
    List<Group> groups = new ArrayList<>();
    vectors.forEach(vector -> groups.add(Group.of(vector)));
    while (groups.size() > 1) {
      int[] pair = cheapest(groups);
      Group a = groups.get(pair[0]);
      Group b = groups.get(pair[1]);
      if (groups.size() <= options.most() && a.cosine(b) < options.alike()) {
        break;
      }
      groups.set(pair[0], a.plus(b));
      groups.remove(pair[1]);
    }
    return groups.stream()
        .filter(group -> group.length() > NOWHERE)
        .map(Group::interest)
        .sorted(Comparator.comparingDouble(WeightedEmbedding::weight).reversed())
        .toList();
  }

  /** The two groups that Ward's method joins next; the earlier ones where it is equal. */
  private static int[] cheapest(List<Group> groups) {
    int[] pair = {0, 1};
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < groups.size(); i++) {
      for (int j = i + 1; j < groups.size(); j++) {
        double cost = groups.get(i).cost(groups.get(j));
        if (cost < least) {
          least = cost;
          pair[0] = i;
          pair[1] = j;
        }
      }
    }
    return pair;
  }

  /** Some vectors by their weight and weighted mean, which is all that Ward's method needs. */
  private record Group(double weight, double[] mean, double square) {

    static Group of(WeightedEmbedding one) {
      double[] mean = new double[one.vector().dimension()];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = one.vector().get(i);
      }
      return new Group(one.weight(), mean, dot(mean, mean));
    }

    Group plus(Group other) {
      double share = weight / (weight + other.weight);
      double[] both = new double[mean.length];
      for (int i = 0; i < both.length; i++) {
        both[i] = share * mean[i] + (1 - share) * other.mean[i];
      }
      return new Group(weight + other.weight, both, dot(both, both));
    }

    /** By how much the weighted squares around the means grow when the two become one. */
    double cost(Group other) {
      double squares = square + other.square - 2 * dot(mean, other.mean);
      return weight / (weight + other.weight) * other.weight * Math.max(0, squares);
    }

    double cosine(Group other) {
      double lengths = length() * other.length();
      return lengths > 0 ? dot(mean, other.mean) / lengths : 0;
    }

    double length() {
      return Math.sqrt(square);
    }

    WeightedEmbedding interest() {
      float[] values = new float[mean.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) mean[i];
      }
      return new WeightedEmbedding(Embedding.of(values), weight);
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
