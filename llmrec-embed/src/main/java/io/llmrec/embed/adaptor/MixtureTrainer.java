package io.llmrec.embed.adaptor;

import io.llmrec.core.Progress;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.compute.Workers;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns a {@link MixtureMap} from histories: the mean of a history's images should lie close to
 * the image of the item that came next (the sequence-item loss of Hou et al., "UniSRec", 2022, with
 * temperature 0.07 and the next items of 255 other histories against it, corrected for how often
 * each is drawn).
 *
 * <p>The sequence encoder is the age-weighted mean that also serves online, {@code
 * UserEncoder.recencyWeighted} over the images: what is learned is what is used, and new items need
 * a text alone. The experts start from {@link PairAlignment} over items that follow each other,
 * with a little noise, so that no epoch is needed to be as good as that; the epoch that is best on
 * the validation histories is kept, the start included.
 *
 * <p>The same input gives the same map, for any number of threads. Plain Java, slopes by hand.
 */
public final class MixtureTrainer {

  private static final double START_NOISE = 0.02;

  /** Root of the mean square of a weight at the start, which suits the size of a step. */
  private static final double START_SIZE = 0.1;

  private final MixtureOptions options;
  private final Progress progress;
  private final int threads;

  /**
   * A trainer.
   *
   * @param progress hears of every epoch
   * @param threads at least 1; they end with the training
   */
  public MixtureTrainer(MixtureOptions options, Progress progress, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }
    this.options = options;
    this.progress = progress;
    this.threads = threads;
  }

  /**
   * Learns.
   *
   * @param encoder fingerprint of what made the vectors, empty where it has none
   * @param vectors of all items; items without one are left out of the histories
   * @param train histories as item ids, oldest first; of each at least two must have vectors
   * @param validation histories whose last item is to be found; must not be in train
   * @throws IllegalArgumentException when no history is long enough, all vectors are the same, or
   *     the dimension is larger than theirs
   * @throws IllegalStateException when the thread is interrupted
   */
  public TrainedMixture train(
      String encoder,
      ItemVectors vectors,
      List<List<String>> train,
      List<List<String>> validation) {
    HistoryNumbers numbers = new HistoryNumbers(vectors);
    List<int[]> histories = numbers.of(train);
    if (histories.isEmpty()) {
      throw new IllegalArgumentException(
          "train must hold a history of at least 2 items with vectors, none of %d does"
              .formatted(train.size()));
    }
    List<int[]> held = numbers.of(validation);
    MixtureWeights start =
        start(encoder, numbers.rows(), histories, new MixtureValidation(numbers.rows(), held));
    String learnedFrom =
        "%s %d histories, %d for validation".formatted(options, histories.size(), held.size());
    try (Workers workers = new Workers(threads)) {
      Run run = new Run(numbers.rows(), histories, held, start, workers);
      return run.best(weights -> new MixtureMap(encoder, learnedFrom, weights));
    }
  }

  /** The better of two maps that need no steps, by the validation histories. */
  private MixtureWeights start(
      String encoder, List<float[]> rows, List<int[]> histories, MixtureValidation validation) {
    List<Embedding> vectors = rows.stream().map(Embedding::of).toList();
    MixtureWeights whitened =
        start(
            Whitening.fit(
                encoder,
                vectors,
                new WhiteningOptions(WhiteningOptions.Kind.PCA, options.dimension(), 0.1)));
    MixtureWeights aligned =
        start(
            PairAlignment.fit(
                encoder,
                vectors,
                number -> vectors.get(Integer.parseInt(number)),
                pairs(histories),
                AlignmentOptions.ofDimension(options.dimension())));
    boolean better = validation.reciprocalRank(whitened) > validation.reciprocalRank(aligned);
    return better ? whitened : aligned;
  }

  /** Items that follow each other. */
  private static List<ItemPair> pairs(List<int[]> histories) {
    List<ItemPair> pairs = new ArrayList<>();
    for (int[] own : histories) {
      for (int place = 1; place < own.length; place++) {
        pairs.add(new ItemPair(String.valueOf(own[place - 1]), String.valueOf(own[place])));
      }
    }
    return pairs;
  }

  /** Every expert is the map, with a little noise so that they can become different. */
  private MixtureWeights start(LinearMap map) {
    float[] matrix = map.matrix();
    double squares = 0;
    for (float value : matrix) {
      squares += (double) value * value / matrix.length;
    }
    float scale = (float) (START_SIZE / Math.sqrt(squares));
    int inputs = map.mean().length;
    MixtureWeights weights = MixtureWeights.zeros(options.experts(), inputs, options.dimension());
    for (int k = 0; k < options.experts(); k++) {
      Draws draws = Draws.of(options.seed(), 1, k);
      System.arraycopy(map.mean(), 0, weights.bias()[k], 0, inputs);
      for (int i = 0; i < matrix.length; i++) {
        float noise = (float) (START_NOISE * START_SIZE * 10 * Math.sqrt(3) * draws.aroundZero());
        weights.matrix()[k][i] = scale * matrix[i] + (options.experts() > 1 ? noise : 0);
      }
    }
    return weights;
  }

  /** Makes the map of the weights that were best. */
  @FunctionalInterface
  private interface Finish {
    MixtureMap map(MixtureWeights weights);
  }

  /** One training. */
  private final class Run {

    private final List<float[]> rows;
    private final HistoryBatches batches;
    private final MixtureValidation validation;
    private final MixtureWeights weights;
    private final Workers workers;
    private final Adam adam;
    private final boolean validated;

    Run(
        List<float[]> rows,
        List<int[]> histories,
        List<int[]> held,
        MixtureWeights start,
        Workers workers) {
      this.rows = rows;
      this.batches = new HistoryBatches(histories, rows.size());
      this.validation = new MixtureValidation(rows, held);
      this.validated = !held.isEmpty();
      this.weights = start;
      this.workers = workers;
      this.adam = new Adam(start, MixtureOptions.RATE);
    }

    /** Without validation histories the last epoch is taken. */
    TrainedMixture best(Finish finish) {
      List<Double> values = new ArrayList<>(List.of(validation.reciprocalRank(weights)));
      MixtureWeights best = weights.copy();
      int bestEpoch = 0;
      long start = System.nanoTime();
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        epoch(epoch);
        values.add(validation.reciprocalRank(weights));
        if (!validated || values.get(epoch) > values.get(bestEpoch)) {
          best = weights.copy();
          bestEpoch = epoch;
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        progress.update(new Progress.Update("adaptor", epoch, options.epochs(), 0, elapsed));
        if (epoch - bestEpoch >= MixtureOptions.PATIENCE) {
          break;
        }
      }
      return new TrainedMixture(finish.map(best), bestEpoch, values);
    }

    private void epoch(int epoch) {
      Draws draws = Draws.of(options.seed(), 2, epoch);
      for (SequenceBatch batch : batches.draw(draws)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("interrupted while learning");
        }
        step(batch, draws);
      }
    }

    private void step(SequenceBatch batch, Draws draws) {
      Map<Integer, Integer> places = new HashMap<>();
      List<float[]> used = new ArrayList<>();
      SequenceBatch local =
          new SequenceBatch(
              batch.histories().stream().map(own -> places(own, places, used)).toList(),
              places(batch.next(), places, used),
              batch.lowered());
      MixtureForward forward =
          MixtureForward.learning(weights, used, MixtureOptions.DROPOUT, draws, workers);
      ContrastiveLoss loss =
          new ContrastiveLoss(
              local,
              forward.images(),
              weights.outputs(),
              MixtureOptions.TEMPERATURE,
              MixtureOptions.HALF_LIFE);
      adam.step(weights, forward.backward(loss.slopes()));
    }

    /** Numbers within the batch, so that only its items are computed. */
    private int[] places(int[] items, Map<Integer, Integer> places, List<float[]> used) {
      int[] found = new int[items.length];
      for (int i = 0; i < items.length; i++) {
        int item = items[i];
        found[i] =
            places.computeIfAbsent(
                item,
                number -> {
                  used.add(rows.get(number));
                  return used.size() - 1;
                });
      }
      return found;
    }
  }
}
