package io.llmrec.rank.twotower;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Recaller;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.ModelFolder;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two trained towers, served in plain Java. A user's and an item's vectors have length 1 and one
 * dimension; their cosine says how well the two suit each other.
 *
 * <p>Immutable and safe for use by several threads. An item that training did not see is encoded
 * from what else is known of it: categories, numbers and the vectors of its texts.
 */
public final class TwoTowerModel implements Fingerprinted {

  private final TwoTowerNetwork network;
  private final String dataHash;
  private final PlainTowers towers;
  private volatile @Nullable String fingerprint;

  TwoTowerModel(TwoTowerNetwork network, String dataHash) {
    this.network = network;
    this.dataHash = dataHash;
    this.towers = new PlainTowers(network);
  }

  /** How many numbers a vector has. */
  public int dimension() {
    return network.layout().options().shape().output();
  }

  /** What cosines were divided by in training at last. */
  public double temperature() {
    return network.temperature();
  }

  /** A hash over the positives it learned from. */
  public String dataHash() {
    return dataHash;
  }

  /**
   * The item tower, for {@code Pipeline.encode}: what it gives goes into the index. It asks the
   * encoders of texts for every item.
   */
  public ItemEncoder itemEncoder() {
    return new TowerItemEncoder(this);
  }

  /**
   * The user tower. Of a history it sees the items that the catalog has, but for events of value 0
   * and below; empty for a user of whom nothing is known.
   *
   * @param catalog the items of histories; what the towers see of one is kept once it was asked for
   */
  public UserEncoder userEncoder(Catalog catalog) {
    return new TowerUserEncoder(this, new SeenItems(this, catalog));
  }

  /**
   * The items nearest to the user, out of an index of the item tower's vectors. Score: the cosine.
   *
   * @param catalog the items of histories
   * @param limit how many, at least 1
   */
  public Recaller recaller(Catalog catalog, int limit) {
    UserEncoder users = userEncoder(catalog);
    return Recaller.nearest(vectors -> users, limit);
  }

  /**
   * The cosine of the user and each candidate; 0 for a user of whom nothing is known. Candidates
   * are encoded once; the index may be of other vectors.
   *
   * @param catalog the items of histories and candidates
   */
  public Ranker ranker(Catalog catalog) {
    return new TowerRanker(this, new SeenItems(this, catalog));
  }

  /** What the towers see of some items. */
  List<float[]> inputs(List<Item> items) {
    TowerLayout layout = network.layout();
    List<List<float[]>> vectors = layout.vectors().ofItems(items);
    List<float[]> inputs = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      ItemInput input = layout.vocabulary().item(layout.inputs(), items.get(i), vectors.get(i));
      inputs.add(towers.input(input));
    }
    return inputs;
  }

  /** The vector of an item. */
  Embedding item(float[] input) {
    return Embedding.of(towers.item(input));
  }

  TowerLayout layout() {
    return network.layout();
  }

  PlainTowers towers() {
    return towers;
  }

  TwoTowerNetwork network() {
    return network;
  }

  /** Names all settings, rows and weights. */
  @Override
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = "two towers " + hash();
      fingerprint = known;
    }
    return known;
  }

  private String hash() {
    Fingerprint sum = new Fingerprint().add(TowerSettings.json(layout()).toString());
    TowerSettings.lists(layout()).forEach((name, list) -> sum.add(name).add(list.toString()));
    for (String name : network.weights().names()) {
      sum.add(name).add(bytes(network.weights().values(name)));
    }
    for (EmbeddingTable table : network.tables()) {
      sum.add(table.name());
      for (int row = 0; row < table.rows(); row++) {
        sum.add(bytes(table.row(row)));
      }
    }
    return sum.hex();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /**
   * Keeps the model in a folder; see {@link ModelFolder}. Text encoders are not kept, only what
   * they are.
   *
   * @param metrics how it did, by name
   * @throws UncheckedIOException when the folder cannot be written
   */
  public void save(Path folder, Map<String, Double> metrics) {
    ModelFolder.write(folder, TowerSettings.manifest(layout(), dataHash, metrics), network);
  }

  /**
   * Opens what {@link #save} wrote.
   *
   * @param inputs those of the training: the same names, encoders of the same fingerprint
   * @throws IllegalArgumentException when the folder holds no such model, is damaged, or the inputs
   *     are others
   * @throws UncheckedIOException when it cannot be read
   */
  public static TwoTowerModel open(Path folder, TowerInputs inputs) {
    ModelFolder opened = ModelFolder.open(folder, TowerSettings.KIND);
    TwoTowerNetwork network =
        new TwoTowerNetwork(TowerSettings.layout(folder, opened.manifest(), inputs), 0);
    opened.load(network);
    return new TwoTowerModel(network, opened.manifest().dataHash());
  }
}
