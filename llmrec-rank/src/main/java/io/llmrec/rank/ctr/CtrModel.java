package io.llmrec.rank.ctr;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.Features;
import io.llmrec.rank.feature.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trained model in service: plain Java, no engine.
 *
 * <p>Immutable and safe for use by several threads. Tables of vectors are the host's to close,
 * after the model is no longer used.
 */
public final class CtrModel implements Fingerprinted {

  private final FeatureEncoder encoder;
  private final CtrOptions options;
  private final CtrNetwork network;
  private final ComputedNetwork computed;
  private final CandidateScoring scoring;
  private final Map<String, Double> metrics;
  private final String fingerprint;

  CtrModel(
      FeatureEncoder encoder,
      CtrOptions options,
      CtrNetwork network,
      Map<String, Double> metrics,
      String fingerprint) {
    this.encoder = encoder;
    this.options = options;
    this.network = network;
    this.computed = new ComputedNetwork(network);
    this.scoring = new CandidateScoring(network, computed);
    this.metrics = Map.copyOf(metrics);
    this.fingerprint = fingerprint;
  }

  /** What it learned from. */
  public FeatureSchema schema() {
    return encoder.schema();
  }

  /** Turns features into the rows that it takes. */
  public FeatureEncoder encoder() {
    return encoder;
  }

  /** Its shape. */
  public CtrOptions options() {
    return options;
  }

  /** How it did on the validation samples, by name. */
  public Map<String, Double> metrics() {
    return metrics;
  }

  CtrNetwork network() {
    return network;
  }

  ComputedNetwork computed() {
    return computed;
  }

  /** SHA-256 over shape, schema and weights. */
  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * How likely each sample is positive.
   *
   * @param rows encoded by {@link #encoder}
   */
  public double[] probabilities(int[][] rows) {
    double[] probabilities = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      probabilities[i] = ComputedNetwork.probability(computed.logit(rows[i]));
    }
    return probabilities;
  }

  /** How likely each sample is positive. */
  public double[] probabilities(List<Features> samples) {
    return probabilities(samples.stream().map(encoder::encode).toArray(int[][]::new));
  }

  /**
   * Computes what depends on items alone.
   *
   * @param items features of items by id; those of users are not looked at
   */
  public CtrItems prepare(Map<String, Features> items) {
    Map<String, PreparedItem> prepared = new HashMap<>(items.size() * 4 / 3 + 1);
    items.forEach((id, item) -> prepared.put(id, prepared(item)));
    return new CtrItems(this, prepared);
  }

  PreparedItem prepared(Features item) {
    int[] row = new int[encoder.schema().layout().width()];
    encoder.encode(item, Set.of(Side.ITEM), row);
    return scoring.prepare(row);
  }

  /**
   * How likely a user takes each of some items.
   *
   * @param user features of the user and the situation
   * @param ids of the items; those that are not prepared are scored as items of which nothing is
   *     known
   * @param pairs features of user and item together, one for each id; none where the schema has no
   *     such features
   * @throws IllegalArgumentException when the items are of another model, or {@code pairs} are
   *     neither none nor as many as ids
   */
  public double[] probabilities(
      Features user, CtrItems items, List<String> ids, List<Features> pairs) {
    if (items.model() != this) {
      throw new IllegalArgumentException("the items were prepared by another model");
    }
    List<PreparedItem> found = new ArrayList<>(ids.size());
    for (String id : ids) {
      PreparedItem item = items.find(id);
      found.add(item == null ? prepared(Features.none()) : item);
    }
    return scored(user, found, pairs);
  }

  /**
   * The same of items that are not prepared.
   *
   * @param items features of each item
   */
  public double[] probabilities(Features user, List<Features> items, List<Features> pairs) {
    return scored(user, items.stream().map(this::prepared).toList(), pairs);
  }

  private double[] scored(Features user, List<PreparedItem> items, List<Features> pairs) {
    if (!pairs.isEmpty() && pairs.size() != items.size()) {
      throw new IllegalArgumentException(
          "pairs must be none or as many as items, were %d for %d"
              .formatted(pairs.size(), items.size()));
    }
    int[] row = new int[encoder.schema().layout().width()];
    encoder.encode(user, Set.of(Side.USER), row);
    double[] scores = scoring.logits(row, items, pairs, encoder);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = ComputedNetwork.probability(scores[i]);
    }
    return scores;
  }

  /**
   * The same model run by libtorch; must be closed.
   *
   * @param calls how many may run at once
   */
  public CtrTorchScorer torch(Compute compute, int calls) {
    return new CtrTorchScorer(this, compute, calls);
  }

  /**
   * Keeps the model in a folder; vectors are not kept.
   *
   * @param dataHash tells what it learned from; may be empty
   */
  public void save(Path folder, String dataHash) {
    CtrFolder.write(folder, this, dataHash);
  }

  /**
   * Opens what {@link #save} kept.
   *
   * @param tables of vectors, by the names of the features
   * @throws IllegalArgumentException when the folder holds no such model, one that was changed or
   *     cut short, or a table is missing or of another dimension
   */
  public static CtrModel open(Path folder, Map<String, VectorTable> tables) {
    return CtrFolder.open(folder, tables);
  }

  @Override
  public String toString() {
    return "CtrModel[%s, %s]".formatted(options, encoder.schema());
  }
}
