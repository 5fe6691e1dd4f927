package io.llmrec.rank.ctrl;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import io.llmrec.rank.transformer.Transformer;
import io.llmrec.rank.transformer.Transformer.Projection;
import io.llmrec.rank.transformer.TransformerShape;
import java.util.Arrays;
import java.util.List;

/**
 * A small transformer over the words of a row, to be trained from its first values: words and
 * places as vectors, layers that look both ways, and the mean over the words.
 *
 * <p>A text that is too long loses the oldest entries of its history first, then the end of the
 * user's sentence, then of the item's.
 */
public final class WordTransformer implements TextTower {

  static final String WORDS = "text.words";
  static final String PLACES = "text.places";
  static final String SHARES = "text.shares";

  private static final double DEVIATION = 0.02;

  /** Far below any score, and finite. */
  private static final double HIDDEN = -1e9;

  /** libtorch's number for 32-bit floating point. */
  private static final int FLOAT = 6;

  private final TextTokens tokens;
  private final Transformer transformer;
  private final EmbeddingTable table;

  /**
   * A transformer.
   *
   * @param vocabulary its words
   * @param shape its sizes
   * @param length how many words of a text are read, 8 to 4,096
   * @param dropout from 0 to below 1
   * @param seed of the words' first vectors
   */
  public WordTransformer(
      WordVocabulary vocabulary, TransformerShape shape, int length, double dropout, long seed) {
    tokens = new TextTokens(vocabulary, length);
    transformer = new Transformer("text.layers", shape, Transformer.Direction.BOTH, dropout);
    table =
        new EmbeddingTable(
            WORDS, vocabulary.size(), shape.width(), Initializer.normal(DEVIATION), seed);
  }

  /** Its layers. */
  Transformer transformer() {
    return transformer;
  }

  /** The vectors of its words. */
  EmbeddingTable table() {
    return table;
  }

  /** How texts become words. */
  TextTokens tokens() {
    return tokens;
  }

  @Override
  public int width() {
    return transformer.shape().width();
  }

  @Override
  public void addTo(Weights weights) {
    weights.add(PLACES, Initializer.normal(DEVIATION), tokens.length(), width());
    transformer.addTo(weights);
  }

  @Override
  public List<EmbeddingTable> tables() {
    return List.of(table);
  }

  @Override
  public void fill(Batch batch, List<RowText> texts) {
    int[][] rows = texts.stream().map(tokens::of).toArray(int[][]::new);
    int longest = Arrays.stream(rows).mapToInt(row -> row.length).max().orElseThrow();
    int[] ids = new int[rows.length * longest];
    float[] shares = new float[ids.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, ids, i * longest, rows[i].length);
      Arrays.fill(shares, i * longest, i * longest + rows[i].length, 1f / rows[i].length);
    }
    batch.ids(WORDS, ids, rows.length, longest).floats(SHARES, shares, rows.length, longest);
  }

  @Override
  public Value write(NetworkScript script) {
    return write(script, Transformer.trained(script), script.weight(PLACES));
  }

  /** The same with linear layers and vectors of places of another kind. */
  Value write(NetworkScript script, Projection projection, Value places) {
    MethodBuilder method = script.method();
    Value words = script.embedded(WORDS, WORDS);
    Value shares = script.input(SHARES);
    Value here = method.head(places, 0, method.size(words, 1));
    Value hidden = method.op("torch.to", method.op("torch.eq", shares, 0), FLOAT);
    Value mask =
        method.op(
            "torch.unsqueeze",
            method.op("torch.unsqueeze", method.op("torch.mul", hidden, HIDDEN), 1),
            1);
    Value all = transformer.write(script, method.op("torch.add", words, here), mask, projection);
    Value shared = method.op("torch.mul", all, method.op("torch.unsqueeze", shares, -1));
    return method.op("torch.sum", shared, List.of(1));
  }
}
