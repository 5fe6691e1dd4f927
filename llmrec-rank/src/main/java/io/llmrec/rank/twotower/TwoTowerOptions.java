package io.llmrec.rank.twotower;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of two towers and how their loss is made.
 *
 * @param shape of the towers
 * @param temperature cosines are divided by it
 * @param history how much of it the user tower sees, and how
 * @param negatives what a positive is compared with
 * @param batch positives of a step, at least 2
 */
public record TwoTowerOptions(
    Shape shape, Temperature temperature, History history, Negatives negatives, int batch) {

  private static final int MAX_WIDTH = 4_096;

  /**
   * The widths of what is learned.
   *
   * @param id numbers of an id's row, of a category's and an attribute's, 1 to 4,096
   * @param semantic numbers that a text vector is projected to
   * @param layers widths of each tower, the last of which is that of its vector; at least 1
   * @param dropout share dropped after each hidden layer, 0 to below 1
   */
  public record Shape(int id, int semantic, List<Integer> layers, double dropout) {

    /** Checks the ranges and takes a copy. */
    public Shape {
      layers = List.copyOf(layers);
      List<Integer> all = new ArrayList<>(layers);
      all.add(id);
      all.add(semantic);
      if (layers.isEmpty() || all.stream().anyMatch(w -> w < 1 || w > MAX_WIDTH)) {
        throw new IllegalArgumentException(
            "widths must be 1 to %d, were %d, %d and %s"
                .formatted(MAX_WIDTH, id, semantic, layers));
      }
      share("dropout", dropout);
    }

    /** The width of users' and items' vectors. */
    public int output() {
      return layers.get(layers.size() - 1);
    }
  }

  /**
   * What cosines are divided by.
   *
   * @param value from 0.01 to 1
   * @param learning whether it is learned from there
   */
  public record Temperature(double value, Learning learning) {

    /** The least that is learned. */
    static final double LEAST = 0.01;

    /** Whether a number is learned. */
    public enum Learning {
      /** It stays. */
      FIXED,
      /** It changes, between 0.01 and 1. */
      LEARNED
    }

    /** Checks the range. */
    public Temperature {
      if (!(value >= LEAST && value <= 1)) {
        throw new IllegalArgumentException("temperature must be 0.01 to 1, was " + value);
      }
    }
  }

  /**
   * What the user tower sees of a history.
   *
   * @param length how many of the last items, 0 to 1,000
   * @param pooling how they become one vector
   */
  public record History(int length, Pooling pooling) {

    /** Checks the range. */
    public History {
      if (length < 0 || length > 1_000) {
        throw new IllegalArgumentException("length must be 0 to 1000, was " + length);
      }
    }
  }

  /**
   * What a positive is compared with: the other items of its batch but for those the user took too,
   * and hard negatives where there are some.
   *
   * @param correction for how often items are drawn
   * @param hard how many hard negatives of a positive, 0 to 100
   * @param idDropout share of a batch's items that show the row of unknowns in place of their own,
   *     0 to below 1: so the tower learns to live on what else is known of an item
   */
  public record Negatives(SamplingCorrection correction, int hard, double idDropout) {

    /** Checks the ranges. */
    public Negatives {
      if (hard < 0 || hard > 100) {
        throw new IllegalArgumentException("hard must be 0 to 100, was " + hard);
      }
      share("idDropout", idDropout);
    }
  }

  /**
   * Rows of 64, text vectors to 64, layers 256-128-64 with dropout 0.1, temperature 0.05, the last
   * 50 items by attention, counted correction, no hard negatives, ids dropped with 0.1, batches of
   * 1,024.
   */
  public static final TwoTowerOptions DEFAULT =
      new TwoTowerOptions(
          new Shape(64, 64, List.of(256, 128, 64), 0.1),
          new Temperature(0.05, Temperature.Learning.FIXED),
          new History(50, Pooling.ATTENTION),
          new Negatives(SamplingCorrection.COUNTED, 0, 0.1),
          1_024);

  /** Checks the batch. */
  public TwoTowerOptions {
    if (batch < 2 || batch > 1 << 16) {
      throw new IllegalArgumentException("batch must be 2 to 65536, was " + batch);
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s must be from 0 to below 1, was %s".formatted(name, value));
    }
  }

  /** These options with another shape. */
  public TwoTowerOptions with(Shape other) {
    return new TwoTowerOptions(other, temperature, history, negatives, batch);
  }

  /** These options with another temperature. */
  public TwoTowerOptions with(Temperature other) {
    return new TwoTowerOptions(shape, other, history, negatives, batch);
  }

  /** These options with another history. */
  public TwoTowerOptions with(History other) {
    return new TwoTowerOptions(shape, temperature, other, negatives, batch);
  }

  /** These options with other negatives. */
  public TwoTowerOptions with(Negatives other) {
    return new TwoTowerOptions(shape, temperature, history, other, batch);
  }

  /** These options with another batch. */
  public TwoTowerOptions withBatch(int positives) {
    return new TwoTowerOptions(shape, temperature, history, negatives, positives);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", shape.id()).put("semantic", shape.semantic()).put("dropout", shape.dropout());
    shape.layers().forEach(json.putArray("layers")::add);
    json.put("temperature", temperature.value())
        .put("temperatureLearning", temperature.learning().name())
        .put("history", history.length())
        .put("pooling", history.pooling().name())
        .put("correction", negatives.correction().name())
        .put("hard", negatives.hard())
        .put("idDropout", negatives.idDropout())
        .put("batch", batch);
    return json;
  }

  static TwoTowerOptions of(JsonNode json) {
    List<Integer> layers = new ArrayList<>();
    json.path("layers").forEach(width -> layers.add(width.asInt()));
    return new TwoTowerOptions(
        new Shape(
            json.path("id").asInt(),
            json.path("semantic").asInt(),
            layers,
            json.path("dropout").asDouble()),
        new Temperature(
            json.path("temperature").asDouble(),
            Temperature.Learning.valueOf(json.path("temperatureLearning").asText())),
        new History(json.path("history").asInt(), Pooling.valueOf(json.path("pooling").asText())),
        new Negatives(
            SamplingCorrection.valueOf(json.path("correction").asText()),
            json.path("hard").asInt(),
            json.path("idDropout").asDouble()),
        json.path("batch").asInt());
  }
}
