package io.llmrec.embed.transformer;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.embed.architecture.Pooling;
import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.torch.TorchModule;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A transformer that turns texts into vectors, inside the JVM and without Python: BERT, RoBERTa,
 * XLM-R, DistilBERT, MPNet, ModernBERT, and Llama, Mistral, Qwen2 and Qwen3 as encoders.
 *
 * <p>Safe for use by several threads; as many batches are computed at once as the options say. The
 * same text gives the same vector, alone or in a batch, to 1e-5 at 32 bits; see {@link
 * io.llmrec.embed.torchscript.Precision} for the others. To be closed when no longer used; encoding
 * afterwards throws {@link IllegalStateException}.
 */
public final class TransformerEncoder implements TextEncoder, Fingerprinted, AutoCloseable {

  private final FileTokenizer tokenizer;
  private final TokenRows rows;
  private final TorchModule module;
  private final TokenBatches batches;
  private final int dimension;
  private final String fingerprint;

  TransformerEncoder(
      FileTokenizer tokenizer,
      TokenRows rows,
      TorchModule module,
      TokenBatches batches,
      int dimension,
      String fingerprint) {
    this.tokenizer = tokenizer;
    this.rows = rows;
    this.module = module;
    this.batches = batches;
    this.dimension = dimension;
    this.fingerprint = fingerprint;
  }

  /** A folder with the default options; see {@link #open(Path, EncoderOptions)}. */
  public static TransformerEncoder open(Path folder) {
    return open(folder, EncoderOptions.defaults());
  }

  /**
   * A folder in Hugging Face layout: {@code config.json}, {@code tokenizer.json} and {@code
   * model.safetensors} or its parts; where there is a {@code modules.json}, its pooling, prompts
   * and dense layers too. The first time, the network is written as a TorchScript archive into the
   * cache.
   *
   * @throws UncheckedIOException when a file cannot be read, or the cache not be written
   * @throws IllegalArgumentException when a file is not what it must be, or the architecture or an
   *     option is not supported; the message says which and what is
   * @throws IllegalStateException when there is no PyTorch engine, or not the device
   */
  public static TransformerEncoder open(Path folder, EncoderOptions options) {
    return EncoderLoader.folder(folder, options);
  }

  /**
   * A TorchScript archive that was made elsewhere, called with ids and mask [batch, length], giving
   * token vectors [batch, length, width]; they are pooled here, by the mean unless told otherwise.
   *
   * @throws UncheckedIOException when a file cannot be read
   * @throws IllegalArgumentException when one is not what it must be, or for {@link
   *     Pooling#FIRST_LAST_MEAN}
   * @throws IllegalStateException when there is no PyTorch engine, or not the device
   */
  public static TransformerEncoder openScript(
      Path archive, Path tokenizer, EncoderOptions options) {
    return EncoderLoader.script(archive, tokenizer, options);
  }

  /**
   * An ONNX file, run by DJL's ONNX Runtime engine ({@code ai.djl.onnxruntime:onnxruntime-engine}),
   * which the host puts on the class path. Inputs are found by their names, {@code input_ids},
   * {@code attention_mask} and {@code token_type_ids}, of whole numbers [batch, length]; the first
   * output of three axes holds token vectors, which are pooled here, by the mean unless told
   * otherwise; where there is none, the first of two axes holds a vector for each text.
   *
   * @throws UncheckedIOException when a file cannot be read
   * @throws IllegalArgumentException when one is not what it must be, for CUDA, or for {@link
   *     Pooling#FIRST_LAST_MEAN}
   * @throws IllegalStateException when there is no such engine
   */
  public static TransformerEncoder openOnnx(Path file, Path tokenizer, EncoderOptions options) {
    return EncoderLoader.onnx(file, tokenizer, options);
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    List<TokenRow> all = new ArrayList<>();
    int[] ends = new int[texts.size()];
    for (int i = 0; i < ends.length; i++) {
      all.addAll(rows.of(texts.get(i)));
      ends[i] = all.size();
    }
    float[][] vectors = batches.run(all);
    List<Embedding> embeddings = new ArrayList<>(ends.length);
    int start = 0;
    for (int end : ends) {
      embeddings.add(embedding(Arrays.asList(vectors).subList(start, end)));
      start = end;
    }
    return List.copyOf(embeddings);
  }

  /** The mean of the windows' directions, cut to the wanted components. */
  private Embedding embedding(List<float[]> windows) {
    if (windows.size() == 1) {
      return Embedding.of(Arrays.copyOf(windows.get(0), dimension));
    }
    float[] sum = new float[windows.get(0).length];
    for (float[] window : windows) {
      Embedding direction = Embedding.of(window);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += direction.get(i);
      }
    }
    return Embedding.of(Arrays.copyOf(sum, dimension));
  }

  /** The length of the vectors. */
  public int dimension() {
    return dimension;
  }

  /**
   * How close this encoder's vectors come to those of another one of the same network, made to be
   * asked about another precision.
   *
   * @param exact usually the same folder opened at 32 bits
   * @param texts of the host's own, at least one
   */
  public PrecisionReport compareTo(TransformerEncoder exact, List<String> texts) {
    return PrecisionReport.of(encode(texts), exact.encode(texts));
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    module.close();
    tokenizer.close();
  }

  /** What {@code make} gives; where it fails, what was opened for it is closed. */
  static <T> T orClose(AutoCloseable opened, Supplier<T> make) {
    try {
      return make.get();
    } catch (RuntimeException | Error e) {
      try {
        opened.close();
      } catch (Exception second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }
}
