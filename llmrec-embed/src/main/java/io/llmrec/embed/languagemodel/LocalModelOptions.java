package io.llmrec.embed.languagemodel;

import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.torchscript.Precision;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link LocalLanguageModel}. {@link #builder()} starts from the defaults.
 *
 * <p>Immutable.
 */
public final class LocalModelOptions {

  private static final long DEFAULT_PREFIX_BYTES = 256L << 20;

  private final Builder settings;

  private LocalModelOptions(Builder settings) {
    this.settings = settings;
  }

  /** The defaults. */
  public static LocalModelOptions defaults() {
    return builder().build();
  }

  /** The defaults, to be changed one by one. */
  public static Builder builder() {
    return new Builder();
  }

  Precision precision() {
    return settings.precision;
  }

  Compute compute() {
    return settings.compute;
  }

  Sampling sampling() {
    return settings.sampling;
  }

  @Nullable ChatTemplate template() {
    return settings.template;
  }

  @Nullable String templateName() {
    return settings.templateName;
  }

  Map<String, Object> templateValues() {
    return settings.templateValues;
  }

  int maxTokens() {
    return settings.maxTokens;
  }

  int batchTokens() {
    return settings.batchTokens;
  }

  int calls() {
    return settings.calls;
  }

  long prefixCacheBytes() {
    long bytes = settings.prefixCacheBytes;
    return bytes >= 0 ? bytes : precision() == Precision.INT8 ? 0 : DEFAULT_PREFIX_BYTES;
  }

  @Nullable Path tokenizer() {
    return settings.tokenizer;
  }

  ArchiveCache cache() {
    ArchiveCache cache = settings.cache;
    return cache == null ? ArchiveCache.shared() : cache;
  }

  /** Collects settings; each is checked when it is given. */
  public static final class Builder {

    private Precision precision = Precision.F32;
    private Compute compute = Compute.CPU;
    private Sampling sampling = Sampling.ALL;
    private @Nullable ChatTemplate template;
    private @Nullable String templateName;
    private final Map<String, Object> templateValues = new TreeMap<>();
    private int maxTokens = Integer.MAX_VALUE;
    private int batchTokens = 2_048;
    private int calls = 1;
    private long prefixCacheBytes = -1;
    private @Nullable Path tokenizer;
    private @Nullable ArchiveCache cache;

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.precision = precision;
      copy.compute = compute;
      copy.sampling = sampling;
      copy.template = template;
      copy.templateName = templateName;
      copy.templateValues.putAll(templateValues);
      copy.maxTokens = maxTokens;
      copy.batchTokens = batchTokens;
      copy.calls = calls;
      copy.prefixCacheBytes = prefixCacheBytes;
      copy.tokenizer = tokenizer;
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

    /** Which tokens count where the temperature is above 0; default {@link Sampling#ALL}. */
    public Builder sampling(Sampling value) {
      sampling = value;
      return this;
    }

    /**
     * How turns become text; default what the folder's {@code chat_template.jinja} or {@code
     * tokenizer_config.json} says, {@link ChatTemplate#plain()} where it says nothing.
     */
    public Builder template(ChatTemplate value) {
      template = value;
      return this;
    }

    /** Which of several templates of the folder; default the one named {@code default}. */
    public Builder templateName(String value) {
      templateName = value;
      return this;
    }

    /**
     * A value for the folder's template, such as {@code enable_thinking} or {@code date_string}: a
     * string, a boolean, a number, or a list or map of them.
     */
    public Builder templateValue(String name, Object value) {
      templateValues.put(name, value);
      return this;
    }

    /**
     * The longest text in tokens, prompt and reply together, at least 2; default the model's, 512
     * where it does not say. The cache takes memory for as many as a call needs.
     */
    public Builder maxTokens(int value) {
      maxTokens = atLeast("maxTokens", 2, value);
      return this;
    }

    /** How many tokens are scored at once, at least 1; default 2,048. */
    public Builder batchTokens(int value) {
      batchTokens = atLeast("batchTokens", 1, value);
      return this;
    }

    /** How many calls may run at once, at least 1; default 1. */
    public Builder calls(int value) {
      calls = atLeast("calls", 1, Math.min(value, TorchModule.MAX_CALLS));
      return this;
    }

    /**
     * The most memory for keys and values of prompts read before, so that the next prompt with the
     * same beginning reads only its own rest; 0 to remember nothing. Default 256 MiB, and 0 at
     * {@link Precision#INT8}, whose rounding depends on what is read at once.
     */
    public Builder prefixCache(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("prefixCache must be at least 0 bytes, was " + bytes);
      }
      prefixCacheBytes = bytes;
      return this;
    }

    /** Another tokenizer than {@code tokenizer.json} in the folder. */
    public Builder tokenizer(Path file) {
      tokenizer = file;
      return this;
    }

    /** Where the written archive is kept; default {@link ArchiveCache#shared()}. */
    public Builder cache(ArchiveCache value) {
      cache = value;
      return this;
    }

    private static int atLeast(String name, int least, int value) {
      if (value < least) {
        throw new IllegalArgumentException(
            "%s must be at least %d, was %d".formatted(name, least, value));
      }
      return value;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException when two of them exclude each other
     */
    public LocalModelOptions build() {
      if (precision == Precision.INT8 && compute == Compute.CUDA) {
        throw new IllegalArgumentException("precision INT8 runs on the CPU only, not on CUDA");
      }
      if (template != null && (templateName != null || !templateValues.isEmpty())) {
        throw new IllegalArgumentException(
            "templateName and templateValue are for the folder's template, but template '%s' is set"
                .formatted(template.name()));
      }
      return new LocalModelOptions(copy());
    }
  }
}
