package io.llmrec.rank.text;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An encoder that stays as it is, and two layers that learn. The encoder reads the user's sentence,
 * each entry of the history and the item's sentence by themselves, each different one once; the
 * layers see the three vectors side by side, that of the history being the mean of its entries'.
 */
public final class FrozenTextTower implements TextTower {

  private static final String INPUT = "text vectors";
  private static final int PARTS = 3;

  private final int hidden;
  private final int dimension;
  private final Weights weights;
  private final Map<String, float[]> vectors = new HashMap<>();

  /**
   * Encodes what is needed.
   *
   * @param texts all that will be asked for
   * @param hidden units of the layer between, and numbers that are given; at least 1
   * @param seed of the layers' first values
   * @throws IllegalArgumentException when there are no texts
   */
  public FrozenTextTower(TextEncoder encoder, Collection<RowText> texts, int hidden, long seed) {
    if (hidden < 1) {
      throw new IllegalArgumentException("hidden must be at least 1, was " + hidden);
    }
    this.hidden = hidden;
    Set<String> different = new LinkedHashSet<>();
    for (RowText text : texts) {
      different.add(text.user());
      different.addAll(text.history());
      different.add(text.item());
    }
    different.remove("");
    List<String> sentences = List.copyOf(different);
    List<Embedding> encoded = encoder.encode(sentences);
    if (sentences.isEmpty() || encoded.size() != sentences.size()) {
      throw new IllegalArgumentException(
          "encoder: %d texts in, %d vectors out".formatted(sentences.size(), encoded.size()));
    }
    dimension = encoded.get(0).dimension();
    for (int i = 0; i < sentences.size(); i++) {
      vectors.put(sentences.get(i), encoded.get(i).toArray());
    }
    weights =
        new Weights(seed)
            .add("text.up.weight", Initializer.xavierUniform(), hidden, PARTS * dimension)
            .add("text.up.bias", Initializer.zeros(), hidden)
            .add("text.down.weight", Initializer.xavierUniform(), hidden, hidden)
            .add("text.down.bias", Initializer.zeros(), hidden);
  }

  @Override
  public int width() {
    return hidden;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public List<EmbeddingTable> tables() {
    return List.of();
  }

  @Override
  public void fill(Batch batch, List<RowText> texts) {
    int width = PARTS * dimension;
    float[] values = new float[texts.size() * width];
    for (int row = 0; row < texts.size(); row++) {
      RowText text = texts.get(row);
      add(text.user(), 1, values, row * width);
      for (String entry : text.history()) {
        add(entry, 1f / text.history().size(), values, row * width + dimension);
      }
      add(text.item(), 1, values, row * width + 2 * dimension);
    }
    batch.floats(INPUT, values, texts.size(), width);
  }

  private void add(String sentence, float weight, float[] target, int from) {
    if (sentence.isEmpty()) {
      return;
    }
    float[] vector = vectors.get(sentence);
    if (vector == null) {
      throw new IllegalArgumentException(
          "a text was not among those encoded: '%s'".formatted(sentence));
    }
    for (int k = 0; k < dimension; k++) {
      target[from + k] += weight * vector[k];
    }
  }

  @Override
  public Value write(NetworkScript script) {
    Value up = linear(script, "text.up", script.input(INPUT));
    return linear(script, "text.down", script.method().op("torch.relu", up));
  }

  private static Value linear(NetworkScript script, String layer, Value input) {
    return script
        .method()
        .op(
            "torch.linear",
            input,
            script.weight(layer + ".weight"),
            script.weight(layer + ".bias"));
  }
}
