package io.llmrec.rank.sequence;

import io.llmrec.core.baseline.ItemScorer;
import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.rank.train.Weights;
import io.llmrec.rank.transformer.PlainTransformer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what suits next after a sequence of items (Kang and McAuley, "Self-attentive sequential
 * recommendation", 2018): the latest items, each as a vector of its own plus one of its position,
 * go through a transformer that only looks back; what comes out at the last place is compared with
 * the vectors of all items.
 *
 * <p>In plain Java: no engine is needed. As a scorer it is also a ranker and a recaller. Score: the
 * product of the last place's vector and the item's, lifted for each user so that none is below 0;
 * 0 for unknown items, and for every item where the history holds no known one. Immutable; safe for
 * use by several threads.
 */
public final class SasRec implements ItemScorer, Fingerprinted {

  private final SasRecOptions options;
  private final ItemIndex index;
  private final float[] items;
  private final Map<String, float[]> weights;
  private final float[] positions;
  private final PlainTransformer transformer;
  private final String fingerprint;

  /** No item's vector is longer. */
  private final double longest;

  /** Copies what a network has learned. */
  SasRec(SasRecNetwork network, ItemIndex index) {
    this.options = network.options();
    this.index = index;
    this.weights = copy(network.weights());
    int width = options.shape().width();
    items = new float[index.count() * width];
    for (int item = 0; item < index.count(); item++) {
      network.items().copyRow(item, items, item * width);
    }
    positions = network.weights().values(SasRecNetwork.POSITIONS).clone();
    transformer =
        new PlainTransformer(SasRecNetwork.transformer(options), network.weights()::values);
    longest = longest(items, width);
    fingerprint = hash();
  }

  private static Map<String, float[]> copy(Weights weights) {
    Map<String, float[]> copies = new LinkedHashMap<>();
    weights.names().forEach(name -> copies.put(name, weights.values(name).clone()));
    return copies;
  }

  /** What it has learned, as a network. */
  SasRecNetwork network() {
    SasRecNetwork network = new SasRecNetwork(options, index.count(), 0);
    weights.forEach(
        (name, values) ->
            System.arraycopy(values, 0, network.weights().values(name), 0, values.length));
    int width = options.shape().width();
    for (int item = 0; item < index.count(); item++) {
      network.items().setRow(item, Arrays.copyOfRange(items, item * width, (item + 1) * width));
    }
    return network;
  }

  /** The ids of the items it knows, in the order of their numbers. */
  List<String> itemIds() {
    return index.ids();
  }

  private String hash() {
    Fingerprint hash = new Fingerprint().add("llmrec SASRec 1").add(options.toString());
    hash.add(index.count());
    index.ids().forEach(hash::add);
    hash.add(bytes(items));
    weights.forEach((name, values) -> hash.add(name).add(bytes(values)));
    return hash.hex();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static double longest(float[] items, int width) {
    double longest = 0;
    for (int from = 0; from < items.length; from += width) {
      double squares = 0;
      for (int k = 0; k < width; k++) {
        squares += (double) items[from + k] * items[from + k];
      }
      longest = Math.max(longest, Math.sqrt(squares));
    }
    return longest;
  }

  /** How many items it knows. */
  public int items() {
    return index.count();
  }

  /** How it was built. */
  public SasRecOptions options() {
    return options;
  }

  @Override
  public double[] score(UserContext user, List<String> itemIds) {
    double[] scores = new double[itemIds.size()];
    int[] history = index.known(user.history().stream().map(Interaction::itemId).toList());
    if (history.length == 0 || scores.length == 0) {
      return scores;
    }
    float[] last = representation(history);
    double lift = length(last) * longest;
    for (int i = 0; i < scores.length; i++) {
      int item = index.of(itemIds.get(i));
      scores[i] = item < 0 ? 0 : Math.max(0, product(last, item) + lift);
    }
    return scores;
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  /** The product of what a history became and an item's vector. */
  float product(float[] representation, int item) {
    return DotProduct.of(representation, items, item * representation.length);
  }

  /**
   * What a history becomes.
   *
   * @param history numbers of items, oldest first, at least one
   */
  float[] representation(int[] history) {
    int width = options.shape().width();
    int[] latest =
        Arrays.copyOfRange(history, Math.max(0, history.length - options.length()), history.length);
    float[] sequence = new float[latest.length * width];
    for (int at = 0; at < latest.length; at++) {
      int item = latest[at] * width;
      int position = (latest.length - 1 - at) * width;
      for (int k = 0; k < width; k++) {
        sequence[at * width + k] = items[item + k] + positions[position + k];
      }
    }
    return transformer.last(sequence);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    return "SasRec[%d items, %s]".formatted(items(), options);
  }
}
