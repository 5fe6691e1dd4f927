package io.llmrec.core;

import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.catalog.Media;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what a workspace tells whether it may use again what it holds. */
class PrepareIdentityTest {

  @TempDir Path folder;

  private static Pipeline with(ItemEncoder encoder) {
    return Pipeline.over(catalog(3)).encode(encoder).recall(found("i0")).build();
  }

  private void prepare(ItemEncoder encoder) {
    with(encoder).prepare(folder, Progress.none()).close();
  }

  private String refusal(ItemEncoder encoder) {
    return assertThrows(StageException.class, () -> prepare(encoder)).getMessage();
  }

  private static ItemEncoder always(float... vector) {
    return items -> items.stream().map(item -> Embedding.of(vector)).toList();
  }

  @Test
  void refusesAnEncoderOfAnotherName() {
    prepare(new Fakes.NamedEncoder("bge 1"));

    assertEquals(
        "prepare: workspace "
            + folder
            + " holds vectors of another encoder: it was 'bge 1', now it is 'bge 2';"
            + " give another folder, or rebuild",
        refusal(new Fakes.NamedEncoder("bge 2")));
  }

  @Test
  void refusesAnotherTextOfTheSameEncoder() {
    record Lengths() implements TextEncoder, Fingerprinted {
      @Override
      public List<Embedding> encode(List<String> texts) {
        return texts.stream().map(t -> Embedding.of(new float[] {1, t.length()})).toList();
      }

      @Override
      public String fingerprint() {
        return "lengths";
      }
    }
    prepare(ItemEncoder.of(new Lengths(), ItemText.attribute("brand")));

    assertTrue(
        refusal(ItemEncoder.of(new Lengths(), ItemText.attribute("colour")))
            .contains(
                "it was 'lengths text=attribute brand', now it is 'lengths text=attribute colour'"));
  }

  @Test
  void refusesALambdaWithOtherVectors() {
    prepare(always(1, 0, 0));

    String message = refusal(always(0, 1, 0));

    assertTrue(message.contains("it was 'an encoder of 3 dimensions known by its vector"), message);
  }

  @Test
  void refusesALambdaOfAnotherDimension() {
    prepare(always(1, 0, 0));

    String message = refusal(always(1, 0));

    assertTrue(message.contains("now it is 'an encoder of 2 dimensions"), message);
  }

  @Test
  void refusesANamedEncoderWhereAnUnnamedOneWas() {
    prepare(new Fakes.Encoder());

    assertTrue(refusal(new Fakes.NamedEncoder("bge 1")).endsWith("rebuild"));
  }

  @Test
  void refusesAFittedEncoderWhereAnotherKindWas() {
    prepare(new Fakes.NamedEncoder("bge 1"));
    Pipeline fitted =
        Pipeline.over(catalog(3)).encodeFitted(all -> always(1)).recall(found("i0")).build();

    String message =
        assertThrows(StageException.class, () -> fitted.prepare(folder, Progress.none()))
            .getMessage();

    assertTrue(message.contains("it was 'bge 1', now it is 'fitted by lambda'"), message);
  }

  @Test
  void allowsTheRoundingOfAnotherMachine() {
    prepare(always(1, 0.5f, 0.25f));
    Fakes.Encoder counted = new Fakes.Encoder();

    prepare(
        items -> {
          counted.encode(items);
          return always(1.0001f, 0.5001f, 0.2501f).encode(items);
        });

    assertEquals(List.of(), counted.asked());
  }

  @Test
  void keepsANameThatHasSeveralLines() {
    prepare(new Fakes.NamedEncoder("bge\n2 = \\n\t骑行\r\n"));

    prepare(new Fakes.NamedEncoder("bge\n2 = \\n\t骑行\r\n"));

    assertTrue(refusal(new Fakes.NamedEncoder("bge\n2 = \n\t骑行\r\n")).endsWith("rebuild"));
  }

  @Test
  void opensWhatWasMadeInACountryOfOtherDigits() {
    Locale before = Locale.getDefault();
    Fakes.Encoder encoder = new Fakes.Encoder();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      prepare(encoder);
    } finally {
      Locale.setDefault(before);
    }

    prepare(encoder);

    assertEquals(3, encoder.asked().size());
  }

  @Test
  void rebuildTakesAnotherEncoder() {
    prepare(always(1, 0, 0));

    with(always(0, 1)).rebuild(folder, Progress.none()).close();

    try (Recommender recommender = with(always(0, 1)).prepare(folder, Progress.none())) {
      assertEquals(2, recommender.prepared().vectors().dimension());
    }
  }

  @Test
  void equalItemsHaveOneHashInWhateverOrderTheirAttributesCame() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("brand", "B");
    one.put("year", "2020");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("year", "2020");
    other.put("brand", "B");

    assertEquals(
        ItemHash.of(new Item("a", "A", List.of(), one, List.of())),
        ItemHash.of(new Item("a", "A", List.of(), other, List.of())));
  }

  @Test
  void everyFieldOfAnItemIsPartOfItsHash() {
    Item item = Item.of("a", "A").withCategories("b", "c").withAttribute("d", "e");
    Media medium = new Media("image/png", URI.create("file:/p.png"));

    List<Item> others =
        List.of(
            item,
            Item.of("aA", "A").withCategories("b", "c").withAttribute("d", "e"),
            Item.of("a", "AA").withCategories("b", "c").withAttribute("d", "e"),
            item.withCategories("bc"),
            item.withCategories("b", "c", "d"),
            item.withAttribute("d", "f"),
            item.withAttribute("f", "e"),
            item.withMedia(medium),
            item.withMedia(medium).withMedia(medium),
            item.withMedia(new Media("image/gif", medium.location())));

    assertEquals(others.size(), others.stream().map(ItemHash::of).distinct().count());
  }
}
