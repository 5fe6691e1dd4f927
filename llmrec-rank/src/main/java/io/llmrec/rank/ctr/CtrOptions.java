package io.llmrec.rank.ctr;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The shape of a CTR model and how samples reach it. Immutable. */
public final class CtrOptions {

  private final Builder set;

  private CtrOptions(Builder set) {
    this.set = set;
  }

  /** All defaults for a backbone; see {@link Builder}. */
  public static CtrOptions of(Backbone backbone) {
    return builder(backbone).build();
  }

  /**
   * Options out of a configuration: names as those of the {@link Builder}, {@code backbone} in
   * small letters, {@code hidden} such as {@code 256-128}, {@code adaptor} such as {@code 2-5-128}
   * (shared, dedicated, units) or {@code none}. What is not named keeps its default.
   *
   * @throws IllegalArgumentException when a name is not one of them, or a value is not allowed
   */
  public static CtrOptions of(Map<String, String> texts) {
    return OptionsText.read(texts);
  }

  /** Starts from the defaults for a backbone. */
  public static Builder builder(Backbone backbone) {
    return new Builder(backbone);
  }

  /** These options with changes: {@code options.with(o -> o.adaptor(Adaptor.DEFAULT))}. */
  public CtrOptions with(UnaryOperator<Builder> changes) {
    return changes.apply(set.copy()).build();
  }

  /** What joins the fields. */
  public Backbone backbone() {
    return set.backbone;
  }

  /** Numbers of a field. */
  public int width() {
    return set.width;
  }

  /** Units of the perceptron's layers. */
  public List<Integer> hidden() {
    return set.hidden;
  }

  /** Share of the perceptron's numbers that training drops. */
  public double dropout() {
    return set.dropout;
  }

  /** Layers of crossing or of attention. */
  public int layers() {
    return set.layers;
  }

  /** Heads of an attention layer. */
  public int heads() {
    return set.heads;
  }

  /** How vectors enter, or empty where they are not used. */
  public Optional<Adaptor> adaptor() {
    return Optional.ofNullable(set.adaptor);
  }

  /** The category that says which item a candidate is. */
  public Optional<String> target() {
    return Optional.ofNullable(set.target);
  }

  /** Samples of a training step. */
  public int batch() {
    return set.batch;
  }

  /** Among how many samples the next is drawn. */
  public int shuffleBuffer() {
    return set.shuffleBuffer;
  }

  /** Of the first weights. */
  public long seed() {
    return set.seed;
  }

  @Override
  public String toString() {
    return OptionsText.write(this).toString();
  }

  /**
   * Collects options. Defaults: fields of 16 numbers; hidden layers of 256 and 128 units (DIN: 200
   * and 80; AutoInt: none); no dropout; 2 layers of crossing or of attention with 2 heads; no
   * adaptor; as target the first feature that is one category of an item; batches of 1,024 drawn
   * among 1,000,000 samples; seed 1.
   */
  public static final class Builder implements Cloneable {

    private Backbone backbone;
    private int width = 16;
    private List<Integer> hidden;
    private double dropout;
    private int layers = 2;
    private int heads = 2;
    private @Nullable Adaptor adaptor;
    private @Nullable String target;
    private int batch = 1024;
    private int shuffleBuffer = 1_000_000;
    private long seed = 1;

    private Builder(Backbone backbone) {
      this.backbone = backbone;
      this.hidden = hiddenOf(backbone);
    }

    private static List<Integer> hiddenOf(Backbone backbone) {
      return switch (backbone) {
        case DEEP_FM, DCN_V2 -> List.of(256, 128);
        case DIN -> List.of(200, 80);
        case AUTO_INT -> List.of();
      };
    }

    /** Another backbone, with its own hidden layers. */
    public Builder backbone(Backbone value) {
      backbone = value;
      hidden = hiddenOf(value);
      return this;
    }

    /** Numbers of a field, 1 to 1,024. */
    public Builder width(int value) {
      width = inRange("width", value, 1, 1024);
      return this;
    }

    /** Units of the perceptron's layers, each 1 to 8,192; at most 8 layers. */
    public Builder hidden(Integer... units) {
      inRange("hidden layers", units.length, 0, 8);
      hidden = List.of(units);
      hidden.forEach(one -> inRange("hidden units", one, 1, 8192));
      return this;
    }

    /** Share of the perceptron's numbers that training drops, 0 to below 1. */
    public Builder dropout(double value) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException("dropout must be 0 to below 1, was " + value);
      }
      dropout = value;
      return this;
    }

    /** Layers of crossing or of attention, 1 to 8. */
    public Builder layers(int value) {
      layers = inRange("layers", value, 1, 8);
      return this;
    }

    /** Heads of an attention layer, a divisor of the width. */
    public Builder heads(int value) {
      heads = inRange("heads", value, 1, 1024);
      return this;
    }

    /** Lets vectors in. */
    public Builder adaptor(Adaptor value) {
      adaptor = value;
      return this;
    }

    /** Leaves all vectors out: the model is the one that a schema without them gives. */
    public Builder noAdaptor() {
      adaptor = null;
      return this;
    }

    /** The category that says which item a candidate is, for what attends to it. */
    public Builder target(String feature) {
      target = feature;
      return this;
    }

    /** Samples of a training step, 1 to 1,000,000. */
    public Builder batch(int value) {
      batch = inRange("batch", value, 1, 1_000_000);
      return this;
    }

    /** Among how many samples the next is drawn, at least 1; 1 keeps the data's order. */
    public Builder shuffleBuffer(int value) {
      shuffleBuffer = inRange("shuffleBuffer", value, 1, Integer.MAX_VALUE);
      return this;
    }

    /** Of the first weights. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    private static int inRange(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "%s must be %d to %d, was %d".formatted(name, least, most, value));
      }
      return value;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException when they do not fit each other
     */
    public CtrOptions build() {
      if (backbone == Backbone.AUTO_INT && width % heads != 0) {
        throw new IllegalArgumentException(
            "width must be a multiple of heads, were %d and %d".formatted(width, heads));
      }
      if (backbone != Backbone.AUTO_INT && hidden.isEmpty()) {
        throw new IllegalArgumentException(backbone + " must have a hidden layer");
      }
      return new CtrOptions(copy());
    }

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
