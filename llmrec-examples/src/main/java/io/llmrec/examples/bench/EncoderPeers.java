package io.llmrec.examples.bench;

import ai.djl.Device;
import ai.djl.ModelException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.translator.TextEmbeddingTranslator;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.llmrec.embed.torchscript.ArchiveCache;
import io.llmrec.embed.torchscript.Precision;
import io.llmrec.embed.transformer.EncoderOptions;
import io.llmrec.embed.transformer.TransformerEncoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The encoders that are compared; each gives texts per second of processor time, warmed up. */
final class EncoderPeers {

  private static final int WARM_UP = 200;
  private static final int BATCH = 32;

  private EncoderPeers() {}

  /** Work that may fail in its library's own way. */
  private interface Work {
    void run(int from, int to) throws TranslateException, OrtException;
  }

  static double ours(Path folder, ArchiveCache cache, Precision precision, List<String> texts) {
    EncoderOptions options =
        EncoderOptions.builder().precision(precision).calls(1).cache(cache).build();
    try (TransformerEncoder encoder = TransformerEncoder.open(folder, options)) {
      return rate(texts.size(), (from, to) -> encoder.encode(texts.subList(from, to)));
    }
  }

  static double djl(Path folder, List<String> texts) throws IOException {
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json"))) {
      Criteria<String, float[]> criteria =
          Criteria.builder()
              .setTypes(String.class, float[].class)
              .optModelPath(folder.resolve("model.pt"))
              .optEngine("PyTorch")
              .optTranslator(
                  TextEmbeddingTranslator.builder(tokenizer)
                      .optPoolingMode("mean")
                      .optNormalize(true)
                      .optIncludeTokenTypes(true)
                      .build())
              .build();
      try (ZooModel<String, float[]> model = criteria.loadModel();
          Predictor<String, float[]> predictor = model.newPredictor()) {
        return rate(
            texts.size(),
            (from, to) -> {
              for (int i = from; i < to; i += BATCH) {
                predictor.batchPredict(texts.subList(i, Math.min(to, i + BATCH)));
              }
            });
      }
    } catch (ModelException e) {
      throw new IllegalStateException(e);
    }
  }

  static double onnx(Path folder, List<long[]> rows, int batch) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      String file = folder.resolve("model.onnx").toString();
      try (OrtSession session = environment.createSession(file, options)) {
        return rate(
            rows.size(),
            (from, to) -> {
              for (int i = from; i < to; i += batch) {
                embed(environment, session, rows.subList(i, Math.min(to, i + batch)));
              }
            });
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[][] embed(OrtEnvironment environment, OrtSession session, List<long[]> rows)
      throws OrtException {
    int length = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    long[][] ids = new long[rows.size()][];
    long[][] mask = new long[rows.size()][length];
    for (int r = 0; r < ids.length; r++) {
      ids[r] = Arrays.copyOf(rows.get(r), length);
      Arrays.fill(mask[r], 0, rows.get(r).length, 1);
    }
    try (OnnxTensor first = OnnxTensor.createTensor(environment, ids);
        OnnxTensor second = OnnxTensor.createTensor(environment, mask);
        OnnxTensor third = OnnxTensor.createTensor(environment, new long[ids.length][length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", first, "attention_mask", second, "token_type_ids", third))) {
      float[][][] hidden = (float[][][]) result.get(0).getValue();
      float[][] means = new float[ids.length][hidden[0][0].length];
      for (int r = 0; r < ids.length; r++) {
        for (int t = 0; t < rows.get(r).length; t++) {
          for (int c = 0; c < means[r].length; c++) {
            means[r][c] += hidden[r][t][c] / rows.get(r).length;
          }
        }
      }
      return means;
    }
  }

  /** Billions of multiplications and additions a second of a large product on one thread. */
  static double matrixPeak() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray left = manager.ones(new Shape(1024, 1536), DataType.FLOAT32);
      NDArray right = manager.ones(new Shape(1536, 1536), DataType.FLOAT32);
      double best = 0;
      for (int round = 0; round < 20; round++) {
        long start = cpuNanos();
        try (NDArray product = left.matMul(right)) {
          product.getFloat(0, 0);
        }
        best = Math.max(best, 2.0 * 1024 * 1536 * 1536 / (cpuNanos() - start));
      }
      return best;
    }
  }

  private static double rate(int texts, Work work) {
    try {
      work.run(0, Math.min(WARM_UP, texts));
      long start = cpuNanos();
      work.run(0, texts);
      return texts * 1e9 / (cpuNanos() - start);
    } catch (TranslateException | OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
