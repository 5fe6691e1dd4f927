package io.llmrec.rank.twotower;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.util.List;

/** See {@link TwoTowerModel#itemEncoder}. */
record TowerItemEncoder(TwoTowerModel model) implements ItemEncoder, Fingerprinted {

  @Override
  public List<Embedding> encode(List<Item> items) {
    return model.inputs(items).stream().map(model::item).toList();
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }
}
