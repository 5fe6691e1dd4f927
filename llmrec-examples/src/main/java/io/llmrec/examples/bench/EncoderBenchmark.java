package io.llmrec.examples.bench;

import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.torchscript.Precision;
import io.llmrec.examples.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Texts per second of processor time of an encoder of MiniLM's shape with random weights, on one
 * thread: ours at each precision, DJL's own way, ONNX Runtime as LangChain4j (one text at a time)
 * and as Spring AI (batches in the order they come) use it, and Python's PyTorch, all with the same
 * weights and the same texts of 5 to 60 tokens, one after the other.
 *
 * <p>Needs a Python with torch, which writes the weights in each one's format. Ours and DJL's
 * figures hold the tokenizer's work, the others do not.
 */
public final class EncoderBenchmark {

  private static final int VOCABULARY = 30_522;
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  /** Multiplications and additions of the linear layers for one token. */
  private static final double FLOPS_PER_TOKEN = 2.0 * 6 * (4 * 384 * 384 + 2 * 384 * 1536);

  private EncoderBenchmark() {}

  /** Argument: texts (1000 by default). */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    int texts = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    Path folder = Files.createTempDirectory("llmrec-encoders");
    List<long[]> rows = rows(texts);
    try (InputStream script = EncoderBenchmark.class.getResourceAsStream("minilm.py")) {
      Files.copy(Objects.requireNonNull(script), folder.resolve("minilm.py"));
    }
    python(folder, "minilm.py", ".");
    Files.writeString(folder.resolve("config.json"), CONFIG);
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
    Files.write(folder.resolve("rows.txt"), rows.stream().map(EncoderBenchmark::line).toList());
    run(folder, rows);
  }

  private static void run(Path folder, List<long[]> rows) throws IOException, InterruptedException {
    double tokens = rows.stream().mapToInt(row -> row.length).average().orElse(0);
    Console.out().printf(Locale.ROOT, "%d texts of %.1f tokens%n", rows.size(), tokens);
    double peak = EncoderPeers.matrixPeak();
    Console.out().printf(Locale.ROOT, "%-44s %8.1f GFLOP/s%n", "matrix product of libtorch", peak);
    List<String> texts = rows.stream().map(EncoderBenchmark::text).toList();
    ArchiveCache cache = ArchiveCache.in(folder.resolve("cache"));
    for (Precision precision : Precision.values()) {
      double rate = EncoderPeers.ours(folder, cache, precision, texts);
      print("llmrec " + precision, rate);
      Console.out()
          .printf(
              Locale.ROOT, "%53s of the peak%n", percent(rate * tokens * FLOPS_PER_TOKEN, peak));
    }
    print("DJL, batches of 32 as they come", EncoderPeers.djl(folder, texts));
    List<long[]> sorted = rows.stream().sorted(Comparator.comparingInt(row -> row.length)).toList();
    print("ONNX Runtime, one at a time (LangChain4j)", EncoderPeers.onnx(folder, rows, 1));
    print("ONNX Runtime, 32 as they come (Spring AI)", EncoderPeers.onnx(folder, rows, 32));
    print("ONNX Runtime, 32 by length", EncoderPeers.onnx(folder, sorted, 32));
    for (String line : python(folder, "minilm.py", ".", "rows.txt")) {
      Console.out().println("Python PyTorch, 32 by " + line);
    }
  }

  private static void print(String name, double rate) {
    Console.out().printf(Locale.ROOT, "%-44s %8.1f texts per CPU second%n", name, rate);
  }

  private static String percent(double flops, double peak) {
    return "%.0f %%".formatted(100 * flops / (peak * 1e9));
  }

  private static List<long[]> rows(int count) {
    Random random = new Random(3);
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LongStream words = random.longs(3 + random.nextInt(56), 4, VOCABULARY);
      rows.add(
          LongStream.concat(LongStream.of(2), LongStream.concat(words, LongStream.of(3)))
              .toArray());
    }
    return rows;
  }

  private static String line(long[] row) {
    return Arrays.stream(row).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  private static String text(long[] row) {
    return Arrays.stream(row, 1, row.length - 1)
        .mapToObj(id -> "w" + id)
        .collect(Collectors.joining(" "));
  }

  private static String tokenizer() {
    StringBuilder words = new StringBuilder("\"[PAD]\":0,\"[UNK]\":1,\"[CLS]\":2,\"[SEP]\":3");
    for (int id = 4; id < VOCABULARY; id++) {
      words.append(",\"w").append(id).append("\":").append(id);
    }
    return TOKENIZER.formatted(words);
  }

  private static List<String> python(Path folder, String... arguments)
      throws IOException, InterruptedException {
    for (String python : PYTHONS) {
      List<String> command = new ArrayList<>(List.of(python));
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
      Path log = folder.resolve("python.log");
      Process process =
          builder
              .redirectOutput(log.toFile())
              .redirectError(folder.resolve("error.log").toFile())
              .start();
      if (process.waitFor() == 0) {
        return Files.readAllLines(log, StandardCharsets.UTF_8);
      }
    }
    throw new IllegalStateException(
        "no Python with torch; on Debian install python3-torch and libopenblas0: "
            + Files.readString(folder.resolve("error.log")));
  }

  private static final String CONFIG =
      """
      {"model_type":"bert","architectures":["BertModel"],"hidden_size":384,"num_hidden_layers":6,
       "num_attention_heads":12,"intermediate_size":1536,"vocab_size":30522,
       "max_position_embeddings":512,"type_vocab_size":2,"hidden_act":"gelu",
       "layer_norm_eps":1e-12}
      """;

  private static final String TOKENIZER =
      """
      {"version":"1.0","added_tokens":[],"normalizer":null,
       "pre_tokenizer":{"type":"WhitespaceSplit"},
       "post_processor":{"type":"TemplateProcessing",
        "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
                  {"SpecialToken":{"id":"[SEP]","type_id":0}}],
        "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
                {"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},
                {"SpecialToken":{"id":"[SEP]","type_id":1}}],
        "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},
                          "[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}},
       "decoder":null,"model":{"type":"WordLevel","vocab":{%s},"unk_token":"[UNK]"}}
      """;
}
