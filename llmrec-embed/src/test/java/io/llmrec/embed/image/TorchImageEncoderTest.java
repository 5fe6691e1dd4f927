package io.llmrec.embed.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import io.llmrec.embed.SharedData;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MobileNet, trained on photographs, looks at drawings whose content is beyond doubt. */
class TorchImageEncoderTest {

  private static final ImageInput INPUT = ImageInput.minusOneToOne(224);

  private static Path archive = Path.of("");
  private static List<TorchImageEncoder> open = new ArrayList<>();

  @BeforeAll
  static void load() {
    archive = SharedData.require("models/mobilenet-v2-coral/model_torchscript.pt");
    open.add(TorchImageEncoder.open(archive, INPUT));
  }

  @AfterAll
  static void close() {
    open.forEach(TorchImageEncoder::close);
    open = List.of();
  }

  private static TorchImageEncoder encoder() {
    return open.get(0);
  }

  private static ImageSource png(BufferedImage image) {
    return ImageSource.of(Pictures.file(image, "png"));
  }

  /** What the model calls a picture, by its classes. */
  private static String best(TorchModule module, BufferedImage image) throws IOException {
    Resampler resampler = new Resampler(INPUT);
    float[] values = new float[resampler.length()];
    resampler.resample(new ImageDecoder(ImageLimits.defaults()).decode(png(image)), values, 0);
    float[] logits =
        module.call(
            session -> {
              NDArray classes = session.forward(session.floats(values, 1, 3, 224, 224)).get(1);
              return TorchSession.rows(classes)[0];
            });
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return Files.readAllLines(archive.resolveSibling("imagenet_labels.txt")).get(best);
  }

  @Test
  void theModelRecognisesWhatIsDrawn() throws IOException {
    try (TorchModule module = TorchModule.open(archive, Compute.CPU, 1)) {
      assertEquals("analog clock", best(module, Pictures.clock(300, 4)));
      assertEquals("analog clock", best(module, Pictures.clock(517, 8)));
      assertEquals(
          "traffic light, traffic signal, stoplight",
          best(module, Pictures.trafficLight(300, 0.4)));
    }
  }

  @Test
  void picturesOfAlikeThingsLieCloseTogether() {
    List<Embedding> found =
        encoder()
            .encode(
                List.of(
                    png(Pictures.clock(300, 4)),
                    png(Pictures.clock(401, 8)),
                    png(Pictures.trafficLight(300, 0.5)),
                    png(Pictures.trafficLight(260, 0.4))));

    assertEquals(1280, found.get(0).dimension());
    assertTrue(found.get(0).dot(found.get(1)) > 0.95, "two clocks");
    assertTrue(found.get(2).dot(found.get(3)) > 0.95, "two traffic lights");
    assertTrue(found.get(0).dot(found.get(2)) < 0.4, "a clock and a traffic light");
  }

  @Test
  void formatsAndDoorsMakeLittleDifference(@TempDir Path folder) throws IOException {
    BufferedImage clock = Pictures.clock(300, 4);
    Embedding png = encoder().encode(List.of(png(clock))).get(0);
    Path misnamed = Files.write(folder.resolve("clock.txt"), Pictures.file(clock, "bmp"));

    List<Embedding> others =
        encoder()
            .encode(
                List.of(
                    ImageSource.of(misnamed),
                    ImageSource.of(new ByteArrayInputStream(Pictures.file(clock, "png"))),
                    ImageSource.of(Pictures.file(clock, "jpg")),
                    ImageSource.of(Pictures.file(clock, "gif"))));

    assertEquals(1, png.dot(others.get(0)), 1e-4, "BMP by content");
    assertEquals(1, png.dot(others.get(1)), 1e-4, "a stream");
    assertTrue(png.dot(others.get(2)) > 0.95, "JPEG loses a little");
    assertTrue(png.dot(others.get(3)) > 0.9, "GIF has few colours");
  }

  @Test
  void aBatchGivesTheSameAsOneByOne() {
    List<ImageSource> many = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      many.add(png(Pictures.clock(60 + 20 * i, i)));
    }
    List<Embedding> together = encoder().encode(many);

    assertEquals(11, together.size());
    assertEquals(1, together.get(9).dot(encoder().encode(many.subList(9, 10)).get(0)), 1e-4);
    assertEquals(List.of(), encoder().encode(List.of()));
  }

  @Test
  void itemsGetVectorsOfTheirPicturesAndFramesAreOne() {
    Catalog catalog =
        Catalog.of(List.of(Item.of("film", "Film"), Item.of("bad", "Bad"), Item.of("no", "No")));
    Map<String, List<ImageSource>> pictures =
        Map.of(
            "film",
            List.of(png(Pictures.clock(100, 1)), png(Pictures.trafficLight(100, 0.5))),
            "bad",
            List.of(ImageSource.of("<html>not found</html>".getBytes())));

    PictureVectors vectors =
        PictureVectors.encode(
            catalog, item -> pictures.getOrDefault(item.id(), List.of()), encoder());

    assertEquals(2, vectors.find("film").size());
    assertEquals(
        List.of(
            new PictureVectors.BadPicture(
                "bad", 0, "image of 22 bytes: is no PNG, JPEG, GIF or BMP by its first bytes")),
        vectors.bad());
    assertEquals(List.of(), vectors.find("no"));
    ItemVectors frames = vectors.pooled(FramePooling.MEAN);
    assertEquals(FramePooling.MEAN.pool(vectors.find("film")), frames.find("film"));
    assertEquals(null, frames.find("bad"));
  }

  @Test
  void isKnownByItsModelAndInput() {
    try (TorchImageEncoder same = TorchImageEncoder.open(archive, INPUT);
        TorchImageEncoder other = TorchImageEncoder.open(archive, ImageInput.imageNet(224))) {
      assertEquals(encoder().fingerprint(), same.fingerprint());
      assertNotEquals(encoder().fingerprint(), other.fingerprint());
    }
  }

  @Test
  void refusesWorkOnceClosed() {
    TorchImageEncoder closed = TorchImageEncoder.open(archive, INPUT);
    closed.close();

    assertThrows(
        IllegalStateException.class, () -> closed.encode(List.of(png(Pictures.clock(50, 1)))));
  }
}
