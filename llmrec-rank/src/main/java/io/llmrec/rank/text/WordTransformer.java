package io.llmrec.rank.text;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import io.llmrec.rank.transformer.Transformer;
import io.llmrec.rank.transformer.Transformer.Source;
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
  private final Weights weights;

  /**
   * A transformer.
   *
   * @param vocabulary its words
   * @param shape its sizes
   * @param length how many words of a text are read, 8 to 4,096
   * @param dropout from 0 to below 1
   * @param seed of the first values
   */
  public WordTransformer(
      WordVocabulary vocabulary, TransformerShape shape, int length, double dropout, long seed) {
    tokens = new TextTokens(vocabulary, length);
    transformer = new Transformer("text.layers", shape, Transformer.Direction.BOTH, dropout);
    table =
        new EmbeddingTable(
            WORDS, vocabulary.size(), shape.width(), Initializer.normal(DEVIATION), seed);
    weights = new Weights(seed);
    weights.add(PLACES, Initializer.normal(DEVIATION), length, shape.width());
    transformer.addTo(weights);
  }

  private WordTransformer(WordTransformer other, Weights weights) {
    TransformerShape shape = other.transformer.shape();
    tokens = other.tokens;
    transformer = other.transformer;
    this.weights = weights;
    table = new EmbeddingTable(WORDS, other.table.rows(), shape.width(), Initializer.zeros(), 0);
    for (int row = 0; row < table.rows(); row++) {
      table.setRow(row, other.table.row(row));
    }
  }

  /** A copy with other weights of the same names and shapes; the arrays are kept. */
  WordTransformer with(Weights others) {
    return new WordTransformer(this, others);
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
  public Weights weights() {
    return weights;
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
    return write(script, Transformer.trained(script));
  }

  /** The same with weights from elsewhere. */
  Value write(NetworkScript script, Source source) {
    MethodBuilder method = script.method();
    Value words = script.embedded(WORDS, WORDS);
    Value shares = script.input(SHARES);
    Value here = method.head(source.weight(PLACES), 0, method.size(words, 1));
    Value hidden = method.op("torch.to", method.op("torch.eq", shares, 0), FLOAT);
    Value mask =
        method.op(
            "torch.unsqueeze",
            method.op("torch.unsqueeze", method.op("torch.mul", hidden, HIDDEN), 1),
            1);
    Value all = transformer.write(script, method.op("torch.add", words, here), mask, source);
    Value shared = method.op("torch.mul", all, method.op("torch.unsqueeze", shares, -1));
    return method.op("torch.sum", shared, List.of(1));
  }
}
