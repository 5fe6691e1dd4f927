package io.llmrec.rank.ctr;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.feature.HistoryFeature;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.network.Computed;
import io.llmrec.rank.network.Dense;
import io.llmrec.rank.network.Nonlinearity;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a history: the rows of an event's fields side by side, and a linear layer that
 * brings them to the width of an item where there are several.
 *
 * @param tables of the fields, all of one width
 */
record EventRows(HistoryFeature feature, List<EmbeddingTable> tables, RowList places) {

  String name() {
    return feature.name();
  }

  Side side() {
    return feature.side();
  }

  int width() {
    return tables.get(0).width();
  }

  private int joinedWidth() {
    return tables.size() * width();
  }

  private Dense projection() {
    return new Dense("history." + name(), joinedWidth(), width(), Nonlinearity.NONE);
  }

  private boolean projects() {
    return tables.size() > 1;
  }

  void declare(Weights weights) {
    if (projects()) {
      projection().declare(weights);
    }
  }

  private String input(int field) {
    return Field.input(name()) + "." + feature.fields().get(field);
  }

  /** The fields' rows side by side, [batch, length, joined]. */
  Value joined(NetworkScript script) {
    List<Value> parts = new ArrayList<>();
    for (int f = 0; f < tables.size(); f++) {
      parts.add(script.embedded(tables.get(f).name(), input(f)));
    }
    return RowList.joined(script, parts);
  }

  /** Brings what is joined to the width of an item, whatever the axes before it. */
  Value projected(NetworkScript script, Value joined) {
    return projects() ? projection().script(script, joined) : joined;
  }

  void fillIds(Batch batch, int[][] rows, int longest) {
    for (int f = 0; f < tables.size(); f++) {
      batch.ids(input(f), places.ids(rows, longest, f), rows.length, longest);
    }
  }

  /** The projection in plain Java, or null where there is none. */
  @Nullable Computed computedProjection(Weights weights) {
    return projects() ? projection().computed(weights) : null;
  }

  /** The fields' rows of an event side by side. */
  void copyJoined(int[] row, int event, float[] target) {
    for (int f = 0; f < tables.size(); f++) {
      tables.get(f).copyRow(places.id(row, event, f), target, f * width());
    }
  }

  float[] newJoined() {
    return new float[joinedWidth()];
  }
}
