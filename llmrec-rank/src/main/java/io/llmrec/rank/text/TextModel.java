package io.llmrec.rank.text;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.rank.transformer.PlainTransformer;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads a row in words and says how likely the answer is yes, in plain Java: no engine is needed.
 * Adapters are added into the weights, so that it costs what its base costs. Immutable; safe for
 * use by several threads.
 */
public final class TextModel implements Fingerprinted {

  private final WordTransformer tower;
  private final PlainTransformer transformer;
  private final float[] words;
  private final float[] places;
  private final float[] yes;
  private final float bias;
  private final String fingerprint;

  TextModel(WordTransformer tower, float[] yes, float bias) {
    this.tower = tower;
    this.yes = yes;
    this.bias = bias;
    int width = tower.width();
    words = new float[tower.table().rows() * width];
    for (int row = 0; row < tower.table().rows(); row++) {
      tower.table().copyRow(row, words, row * width);
    }
    places = tower.weights().values(WordTransformer.PLACES);
    transformer = new PlainTransformer(tower.transformer(), tower.weights()::values);
    fingerprint = hash();
  }

  private String hash() {
    Fingerprint hash = new Fingerprint().add("llmrec text model 1").add(tower.tokens().length());
    hash.add(tower.transformer().shape().toString());
    tower.tokens().vocabulary().words().forEach(hash::add);
    hash.add(bytes(words)).add(bytes(yes)).add(Float.floatToIntBits(bias));
    for (String name : tower.weights().names()) {
      hash.add(name).add(bytes(tower.weights().values(name)));
    }
    return hash.hex();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** How likely the answer to each text is yes, 0 to 1. */
  public double[] probabilities(List<RowText> texts) {
    return texts.stream().mapToDouble(text -> 1 / (1 + StrictMath.exp(-logit(text)))).toArray();
  }

  /** The number of which the sigmoid is the probability. */
  double logit(RowText text) {
    int[] tokens = tower.tokens().of(text);
    int width = tower.width();
    float[] sequence = new float[tokens.length * width];
    for (int at = 0; at < tokens.length; at++) {
      for (int k = 0; k < width; k++) {
        sequence[at * width + k] = words[tokens[at] * width + k] + places[at * width + k];
      }
    }
    float[] read = transformer.all(sequence);
    double logit = bias;
    for (int k = 0; k < width; k++) {
      double sum = 0;
      for (int at = 0; at < tokens.length; at++) {
        sum += read[at * width + k];
      }
      logit += yes[k] * sum / tokens.length;
    }
    return logit;
  }

  /** What reads the texts. */
  WordTransformer tower() {
    return tower;
  }

  /** What was learned, as a network of which all is trained. */
  TextNetwork network() {
    TextNetwork network = TextNetwork.whole(tower, 0);
    network.copyYes(yes, bias);
    return network;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    return "TextModel[%d words, %s]"
        .formatted(tower.tokens().vocabulary().size(), tower.transformer().shape());
  }
}
