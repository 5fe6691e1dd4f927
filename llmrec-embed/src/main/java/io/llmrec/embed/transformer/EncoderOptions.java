package io.llmrec.embed.transformer;

import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.torchscript.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link TransformerEncoder}. {@link #builder()} starts from the defaults; what is
 * not set is taken from the model's folder.
 *
 * <p>Immutable.
 */
public final class EncoderOptions {

  private final Builder settings;

  private EncoderOptions(Builder settings) {
    this.settings = settings;
  }

  /** The defaults. */
  public static EncoderOptions defaults() {
    return builder().build();
  }

  /** The defaults, to be changed one by one. */
  public static Builder builder() {
    return new Builder();
  }

  /** These options, to be changed one by one. */
  public Builder toBuilder() {
    return settings.copy();
  }

  Precision precision() {
    return settings.precision;
  }

  Compute compute() {
    return settings.compute;
  }

  @Nullable Pooling pooling() {
    return settings.pooling;
  }

  @Nullable String prefix() {
    return settings.prefix;
  }

  @Nullable String promptName() {
    return settings.promptName;
  }

  int maxTokens() {
    return settings.maxTokens;
  }

  LongText longText() {
    return settings.longText;
  }

  int dimension() {
    return settings.dimension;
  }

  int batchTokens() {
    return settings.batchTokens;
  }

  int calls() {
    return settings.calls;
  }

  ArchiveCache cache() {
    ArchiveCache cache = settings.cache;
    return cache == null ? ArchiveCache.shared() : cache;
  }

  /** Collects settings; each is checked when it is given. */
  public static final class Builder {

    private Precision precision = Precision.F32;
    private Compute compute = Compute.CPU;
    private @Nullable Pooling pooling;
    private @Nullable String prefix;
    private @Nullable String promptName;
    private int maxTokens = Integer.MAX_VALUE;
    private LongText longText = LongText.truncate();
    private int dimension = Integer.MAX_VALUE;
    private int batchTokens = 512;
    private int calls = Math.min(TorchModule.MAX_CALLS, Runtime.getRuntime().availableProcessors());
    private @Nullable ArchiveCache cache;

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.precision = precision;
      copy.compute = compute;
      copy.pooling = pooling;
      copy.prefix = prefix;
      copy.promptName = promptName;
      copy.maxTokens = maxTokens;
      copy.longText = longText;
      copy.dimension = dimension;
      copy.batchTokens = batchTokens;
      copy.calls = calls;
      copy.cache = cache;
      return copy;
    }

    /** How numbers are kept and computed with; default {@link Precision#F32}. */
    public Builder precision(Precision value) {
      precision = value;
      return this;
    }

    /** Where it is computed; default {@link Compute#CPU}. */
    public Builder compute(Compute value) {
      compute = value;
      return this;
    }

    /** How token vectors become one; default what the folder says, or the architecture's own. */
    public Builder pooling(Pooling value) {
      pooling = value;
      return this;
    }

    /** What is put before every text, such as {@code "query: "}; default nothing. */
    public Builder prefix(String value) {
      prefix = value;
      return this;
    }

    /** A prompt that the folder names, to be put before every text; default the one it says. */
    public Builder prompt(String name) {
      promptName = name;
      return this;
    }

    /** The longest input in tokens, special ones included, at least 1; default the model's. */
    public Builder maxTokens(int value) {
      maxTokens = atLeastOne("maxTokens", value);
      return this;
    }

    /** What becomes of longer texts; default {@link LongText#truncate()}. */
    public Builder longText(LongText value) {
      longText = value;
      return this;
    }

    /**
     * How many of the vector's first components are kept, at least 1; default all. For models
     * trained so that these mean most (Kusupati et al., "Matryoshka Representation Learning",
     * 2022).
     */
    public Builder dimension(int value) {
      dimension = atLeastOne("dimension", value);
      return this;
    }

    /**
     * How many tokens, filled up ones included, are computed at once, at least 1; default 512,
     * which stays in a processor's caches; a GPU wants some tens of thousands. A longer text makes
     * a batch of its own.
     */
    public Builder batchTokens(int value) {
      batchTokens = atLeastOne("batchTokens", value);
      return this;
    }

    /** How many batches may be computed at once by as many threads; default the processors. */
    public Builder calls(int value) {
      calls = atLeastOne("calls", value);
      return this;
    }

    /** Where the written archive is kept; default {@link ArchiveCache#shared()}. */
    public Builder cache(ArchiveCache value) {
      cache = value;
      return this;
    }

    private static int atLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException("%s must be at least 1, was %d".formatted(name, value));
      }
      return value;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException when two of them exclude each other
     */
    public EncoderOptions build() {
      if (precision == Precision.INT8 && compute == Compute.CUDA) {
        throw new IllegalArgumentException("precision INT8 runs on the CPU only, not on CUDA");
      }
      if (prefix != null && promptName != null) {
        throw new IllegalArgumentException(
            "either a prefix or the name of a prompt can be given, were both");
      }
      return new EncoderOptions(copy());
    }
  }
}
