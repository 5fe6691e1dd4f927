package io.llmrec.embed.adaptor;

/**
 * The sequence-item contrastive loss: a history should lie closer to its own next item than to the
 * next items of the other rows, {@code mean of -ln(exp(l_ii) / sum_j exp(l_ij))} with {@code l_ij =
 * s_i . v_j / t - ln q_j} and s_i the direction of the age-weighted mean of the history's item
 * directions.
 *
 * <p>q_j is how often item j is drawn as a next item. Without it popular items, which are drawn
 * most often, would be pushed away most often (Yi et al., "Sampling-bias-corrected neural modeling
 * for large corpus item recommendations", 2019).
 *
 * <p>A row whose next item is the same, or is in the history, says nothing against this one: it is
 * left out of the sum (its logit is minus infinity, not 0, which would still add 1).
 */
final class ContrastiveLoss {

  private final SequenceBatch batch;
  private final int outputs;
  private final double temperature;
  private final double halfLife;

  /** Directions of the items' images, and the lengths the images had. */
  private final float[] items;

  private final double[] lengths;

  /** Directions of the histories, and the lengths of their sums. */
  private final float[] users;

  private final double[] userLengths;

  /** [rows, rows]: how far the share of each next item is from what it should be. */
  private final float[] excess;

  private double loss;

  ContrastiveLoss(
      SequenceBatch batch, float[] images, int outputs, double temperature, double halfLife) {
    this.batch = batch;
    this.outputs = outputs;
    this.temperature = temperature;
    this.halfLife = halfLife;
    items = images.clone();
    lengths = normalise(items, outputs);
    users = new float[batch.size() * outputs];
    for (int i = 0; i < batch.size(); i++) {
      int[] history = batch.histories().get(i);
      for (int age = 0; age < history.length; age++) {
        Kernels.add(users, i * outputs, weight(age), items, history[age] * outputs, outputs);
      }
    }
    userLengths = normalise(users, outputs);
    excess = new float[batch.size() * batch.size()];
    for (int i = 0; i < batch.size(); i++) {
      loss += row(i) / batch.size();
    }
  }

  double value() {
    return loss;
  }

  /** The cosine of a row's history to every item. */
  float[] scores(int row) {
    float[] scores = new float[lengths.length];
    for (int item = 0; item < scores.length; item++) {
      scores[item] = Kernels.dot(users, row * outputs, items, item * outputs, outputs);
    }
    return scores;
  }

  private float weight(int age) {
    return (float) StrictMath.pow(0.5, age / halfLife);
  }

  /** Makes every row a direction; returns the lengths, at least a tiny one. */
  private static double[] normalise(float[] rows, int width) {
    double[] lengths = new double[rows.length / width];
    for (int i = 0; i < lengths.length; i++) {
      double length = Math.sqrt(Kernels.dot(rows, i * width, rows, i * width, width));
      lengths[i] = Math.max(length, 1e-12);
      for (int j = i * width; j < (i + 1) * width; j++) {
        rows[j] /= (float) lengths[i];
      }
    }
    return lengths;
  }

  private boolean counts(int row, int other) {
    if (row == other) {
      return true;
    }
    int item = batch.next()[other];
    if (item == batch.next()[row]) {
      return false;
    }
    for (int seen : batch.histories().get(row)) {
      if (seen == item) {
        return false;
      }
    }
    return true;
  }

  private double row(int i) {
    int rows = batch.size();
    double[] logits = new double[rows];
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < rows; j++) {
      logits[j] =
          counts(i, j)
              ? Kernels.dot(users, i * outputs, items, batch.next()[j] * outputs, outputs)
                      / temperature
                  - batch.lowered()[j]
              : Double.NEGATIVE_INFINITY;
      most = Math.max(most, logits[j]);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit - most);
    }
    for (int j = 0; j < rows; j++) {
      double share = StrictMath.exp(logits[j] - most) / sum;
      excess[i * rows + j] = (float) ((share - (i == j ? 1 : 0)) / (temperature * rows));
    }
    return StrictMath.log(sum) + most - logits[i];
  }

  /** The slopes by the images that the loss was made of. */
  float[] slopes() {
    int rows = batch.size();
    float[] byItem = new float[items.length];
    for (int i = 0; i < rows; i++) {
      float[] byUser = new float[outputs];
      for (int j = 0; j < rows; j++) {
        float weight = excess[i * rows + j];
        if (weight != 0) {
          int next = batch.next()[j] * outputs;
          Kernels.add(byUser, 0, weight, items, next, outputs);
          Kernels.add(byItem, next, weight, users, i * outputs, outputs);
        }
      }
      throughNormalising(byUser, 0, users, i * outputs, userLengths[i]);
      int[] history = batch.histories().get(i);
      for (int age = 0; age < history.length; age++) {
        Kernels.add(byItem, history[age] * outputs, weight(age), byUser, 0, outputs);
      }
    }
    for (int item = 0; item < lengths.length; item++) {
      throughNormalising(byItem, item * outputs, items, item * outputs, lengths[item]);
    }
    return byItem;
  }

  /** Slopes by a vector of a length from those by its direction: the part along it is lost. */
  private void throughNormalising(
      float[] slopes, int at, float[] directions, int from, double length) {
    float along = Kernels.dot(slopes, at, directions, from, outputs);
    for (int j = 0; j < outputs; j++) {
      slopes[at + j] = (float) ((slopes[at + j] - along * directions[from + j]) / length);
    }
  }
}
