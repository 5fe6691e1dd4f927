package io.llmrec.rank.ctrl;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.ctr.RowTower;
import io.llmrec.rank.text.TextTower;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Both towers, and a linear layer behind each that brings them to one width. The towers' arrays are
 * their own: training this network trains them.
 */
final class AlignmentNetwork implements TrainableNetwork {

  static final String KEYS = "keys";
  static final String ROWS = "rows";
  static final String TEXTS = "texts";

  private static final String ROW_PROJECTION = "ctrl.rows";
  private static final String TEXT_PROJECTION = "ctrl.texts";

  private final RowTower rows;
  private final TextTower texts;
  private final AlignmentLoss loss;
  private final Weights weights;
  private final List<EmbeddingTable> tables = new ArrayList<>();

  AlignmentNetwork(RowTower rows, TextTower texts, AlignmentOptions options, long seed) {
    this.rows = rows;
    this.texts = texts;
    this.loss = new AlignmentLoss(options);
    weights = new Weights(seed);
    for (Weights own : List.of(rows.weights(), texts.weights())) {
      own.names().forEach(name -> weights.put(name, own.values(name), own.shape(name)));
    }
    for (String name : List.of(ROW_PROJECTION, TEXT_PROJECTION)) {
      int width = name.equals(ROW_PROJECTION) ? rows.width() : texts.width();
      weights.add(name + ".weight", Initializer.xavierUniform(), options.width(), width);
      weights.add(name + ".bias", Initializer.zeros(), options.width());
    }
    tables.addAll(rows.tables());
    tables.addAll(texts.tables());
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
  public void script(NetworkScript script) {
    Value ofRows = projected(script, ROW_PROJECTION, rows.write(script));
    Value ofTexts = projected(script, TEXT_PROJECTION, texts.write(script));
    script.output(ROWS, () -> ofRows);
    script.output(TEXTS, () -> ofTexts);
    script.loss(() -> loss.write(script.method(), ofRows, ofTexts, script.input(KEYS)));
  }

  private static Value projected(NetworkScript script, String name, Value value) {
    return script
        .method()
        .op("torch.linear", value, script.weight(name + ".weight"), script.weight(name + ".bias"));
  }
}
