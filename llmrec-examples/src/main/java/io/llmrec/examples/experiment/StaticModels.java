package io.llmrec.examples.experiment;

import io.llmrec.core.encode.TextEncoder;
import io.llmrec.embed.safetensors.SafetensorsWriter;
import io.llmrec.embed.staticvectors.StaticEncoder;
import io.llmrec.embed.tokenizer.FileTokenizer;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.TorchModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** The two static text models of the semantic experiments. */
final class StaticModels {

  /** One that mixes model2vec with GloVe, 114 dimensions; there as a TorchScript archive only. */
  static final String MIXED = "static-en-114d";

  /** One distilled from bge-base, 64 dimensions. */
  static final String MODEL2VEC = "model2vec-bge-base-vq128";

  private StaticModels() {}

  /** A model2vec folder as it is. */
  static TextEncoder model2Vec(SharedData shared) {
    return StaticEncoder.open(shared.model(MODEL2VEC));
  }

  /**
   * The archive's token table, read out token by token once, and kept beside the experiment: from
   * then on no engine is needed.
   */
  static TextEncoder mixed(SharedData shared, Path work) {
    Path folder = work.resolve(MIXED);
    if (!Files.exists(folder.resolve("model.safetensors"))) {
      readOut(shared.model(MIXED), folder);
    }
    return StaticEncoder.open(folder);
  }

  private static void readOut(Path model, Path folder) {
    try {
      Files.createDirectories(folder);
      Path tokenizer = folder.resolve("tokenizer.json");
      Files.copy(model.resolve("tokenizer.json"), tokenizer, StandardCopyOption.REPLACE_EXISTING);
      try (FileTokenizer tokens = FileTokenizer.open(tokenizer);
          TorchModule module =
              TorchModule.open(model.resolve("model_torchscript.pt"), Compute.CPU, 1)) {
        int count = tokens.vocabulary().maxId() + 1;
        float[] table = table(module, count);
        new SafetensorsWriter()
            .tensor("embeddings", table, count, table.length / count)
            .write(folder.resolve("model.safetensors"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(model + ": cannot be copied: " + e.getMessage(), e);
    }
  }

  private static float[] table(TorchModule module, int count) {
    long[] ids = new long[count];
    Arrays.setAll(ids, i -> i);
    long[] mask = new long[count];
    Arrays.fill(mask, 1);
    return module.call(
        session ->
            session
                .forward(session.wholes(ids, 1, count), session.wholes(mask, 1, count))
                .get(0)
                .toFloatArray());
  }
}
