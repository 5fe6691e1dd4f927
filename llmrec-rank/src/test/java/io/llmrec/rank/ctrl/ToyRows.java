package io.llmrec.rank.ctrl;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.ctr.RowTower;
import io.llmrec.rank.text.RowPrompt;
import io.llmrec.rank.text.RowText;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.List;
import java.util.Map;

/** Rows of a colour and a size, and what they say in words. */
final class ToyRows implements AlignedRows {

  static final int COLOURS = 8;
  static final int SIZES = 6;

  private static final RowPrompt PROMPT =
      new RowPrompt(List.of("colour"), "history", List.of("size"));
  private static final String[] NAMES = {
    "red", "green", "blue", "black", "white", "grey", "pink", "brown"
  };

  @Override
  public int count() {
    return COLOURS * SIZES;
  }

  @Override
  public int[] row(int index) {
    return new int[] {index % COLOURS, index / COLOURS};
  }

  @Override
  public RowText text(int index) {
    return PROMPT.write(
        Map.of("colour", NAMES[index % COLOURS]), List.of(), Map.of("size", "s" + index / COLOURS));
  }

  /** Two tables and a layer of rectified units. */
  static final class Tower implements RowTower {

    private static final int WIDTH = 16;

    private final Weights weights = new Weights(5);
    private final List<EmbeddingTable> tables =
        List.of(
            new EmbeddingTable("colour", COLOURS, WIDTH, Initializer.normal(0.3), 1),
            new EmbeddingTable("size", SIZES, WIDTH, Initializer.normal(0.3), 1));

    Tower() {
      weights.add("up.weight", Initializer.xavierUniform(), 2 * WIDTH, 2 * WIDTH);
      weights.add("up.bias", Initializer.zeros(), 2 * WIDTH);
      weights.add("unused.weight", Initializer.ones(), 1, 2 * WIDTH);
    }

    @Override
    public int width() {
      return 2 * WIDTH;
    }

    @Override
    public Weights weights() {
      return weights;
    }

    @Override
    public List<EmbeddingTable> tables() {
      return tables;
    }

    @Override
    public void fill(Batch batch, int[][] rows, Draws draws) {
      for (int field = 0; field < 2; field++) {
        int[] ids = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
          ids[i] = rows[i][field];
        }
        batch.ids(tables.get(field).name(), ids);
      }
    }

    @Override
    public Value write(NetworkScript script) {
      Value joined =
          script
              .method()
              .op(
                  "torch.cat",
                  List.of(script.embedded("colour", "colour"), script.embedded("size", "size")),
                  1);
      return script
          .method()
          .op(
              "torch.relu",
              script
                  .method()
                  .op(
                      "torch.linear",
                      joined,
                      script.weight("up.weight"),
                      script.weight("up.bias")));
    }
  }
}
