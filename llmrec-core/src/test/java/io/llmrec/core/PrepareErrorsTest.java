package io.llmrec.core;

import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static io.llmrec.core.Fakes.items;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which preparation fails is one error that names what and where. */
class PrepareErrorsTest {

  @TempDir Path folder;

  private String failure(PipelineBuilder recipe) {
    return failure(recipe, folder);
  }

  private static String failure(PipelineBuilder recipe, Path workspace) {
    Pipeline pipeline = recipe.recall(found("i0")).build();
    return assertThrows(
            StageException.class, () -> pipeline.prepare(workspace, Progress.none()).close())
        .getMessage();
  }

  /** A host's own catalog, which checks nothing. */
  private record Unchecked(List<Item> items) implements Catalog {

    @Override
    public Item find(String id) {
      return items.get(0);
    }

    @Override
    public Stream<Item> stream() {
      return items.stream();
    }

    @Override
    public int size() {
      return items.size();
    }
  }

  /** Gives the usual vectors, but other ones for the item {@code i2} alone. */
  private static ItemEncoder strangeFor2(float... components) {
    return items ->
        items.stream()
            .map(item -> item.id().equals("i2") ? Embedding.of(components) : Fakes.vector(item))
            .toList();
  }

  @Test
  void refusesAnEmptyCatalog() {
    assertEquals(
        "prepare: the catalog is empty, it needs at least 1 item",
        failure(Pipeline.over(new Unchecked(List.of()))));
  }

  @Test
  void refusesTwoItemsWithOneId() {
    List<Item> twice = List.of(Item.of("a", "A"), Item.of("b", "B"), Item.of("a", "C"));

    assertEquals(
        "prepare: the catalog has two items with the id 'a'",
        failure(Pipeline.over(new Unchecked(twice))));
  }

  @Test
  void refusesTooFewVectors() {
    ItemEncoder forgetful = items -> items.stream().limit(3).map(Fakes::vector).toList();

    assertEquals(
        "encode: 4 items in, 3 vectors out", failure(Pipeline.over(catalog(4)).encode(forgetful)));
  }

  @Test
  void refusesTooManyVectorsForTheProbe() {
    Embedding vector = Fakes.vector(items(1).get(0));

    assertEquals(
        "encode: 1 item in, 2 vectors out",
        failure(Pipeline.over(catalog(4)).encode(items -> List.of(vector, vector))));
  }

  @Test
  void namesTheItemWhoseVectorIsNaN() {
    assertEquals(
        "encode: item 'i2' (Item 2): component 1 must be finite, was NaN",
        failure(Pipeline.over(catalog(4)).encode(strangeFor2(1, Float.NaN, 0, 0))));
  }

  @Test
  void namesTheItemWhoseVectorIsZero() {
    assertEquals(
        "encode: item 'i2' (Item 2): a vector of 4 zeros has no direction and cannot be an embedding",
        failure(Pipeline.over(catalog(4)).encode(strangeFor2(0, 0, 0, 0))));
  }

  @Test
  void namesTheItemOfAnotherDimension() {
    assertEquals(
        "encode: the vector of item 'i2' has 3 dimensions, those before it 4",
        failure(Pipeline.over(catalog(4)).encode(strangeFor2(1, 2, 3))));
  }

  @Test
  void namesTheItemsWhenNoneOfThemFailsAlone() {
    ItemEncoder onlyAlone =
        items -> {
          if (items.size() > 1) {
            throw new IllegalStateException("batch too large");
          }
          return items.stream().map(Fakes::vector).toList();
        };

    assertEquals(
        "encode: items 'i0' to 'i3': batch too large",
        failure(Pipeline.over(catalog(4)).encode(onlyAlone)));
  }

  @Test
  void saysThatTheVeryFirstItemCannotBeEncoded() {
    ItemEncoder dead =
        items -> {
          throw new IllegalStateException("no model");
        };

    assertEquals(
        "encode: a first item cannot be encoded: no model",
        failure(Pipeline.over(catalog(4)).encode(dead)));
  }

  @Test
  void namesTheItemThatGotNoVector() {
    ItemEncoder holey =
        items -> items.stream().map(i -> i.id().equals("i2") ? null : Fakes.vector(i)).toList();

    assertEquals(
        "encode: item 'i2' (Item 2) got no vector but null",
        failure(Pipeline.over(catalog(4)).encode(holey)));
  }

  @Test
  void refusesTooFewTexts() {
    assertEquals(
        "enrich summary: 4 items in, 1 texts out",
        failure(
            Pipeline.over(catalog(4)).enrich(items -> List.of(Optional.of(Fakes.text("one"))))));
  }

  @Test
  void namesTheItemThatGotNullForAText() {
    assertEquals(
        "enrich summary: item 'i1' got null, where no text is an empty Optional",
        failure(Pipeline.over(catalog(2)).enrich(items -> Arrays.asList(Optional.empty(), null))));
  }

  @Test
  void refusesToWriteOverAnAttributeOfTheHost() {
    Catalog catalog = Catalog.of(List.of(Item.of("a", "A").withAttribute("summary", "ours")));

    assertEquals(
        "enrich summary: item 'a' already has an attribute 'summary': give the enrichment another name",
        failure(Pipeline.over(catalog).enrich(new Fakes.Writer())));
  }

  @Test
  void saysThatAnEncoderCannotBeFitted() {
    assertEquals(
        "encode: the encoder cannot be fitted: too few words",
        failure(
            Pipeline.over(catalog(1))
                .encodeFitted(
                    all -> {
                      throw new IllegalArgumentException("too few words");
                    })));
  }

  @Test
  void namesTheGenerationThatCannotBeIndexed() {
    assertEquals(
        "index: " + folder.resolve("generation-1") + ": out of ideas",
        failure(
            Pipeline.over(catalog(1))
                .encode(new Fakes.Encoder())
                .index(
                    (vectors, to) -> {
                      throw new IllegalStateException("out of ideas");
                    })));
  }

  @Test
  void refusesAFileForAFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    String message = failure(Pipeline.over(catalog(1)), file);

    assertTrue(message.startsWith("prepare: could not make the folder " + file), message);
  }

  @Test
  void refusesAnotherEncoderBeforeAnythingIsPaidFor() {
    Pipeline.over(catalog(2))
        .encode(new Fakes.NamedEncoder("first"))
        .recall(found("i0"))
        .build()
        .prepare(folder, Progress.none())
        .close();
    Fakes.Writer writer = new Fakes.Writer();

    failure(Pipeline.over(catalog(2)).enrich(writer).encode(new Fakes.NamedEncoder("other")));

    assertEquals(List.of(), writer.asked());
  }

  @Test
  void failsBeforeAnythingIsPaidForWhenNothingCanBeEncoded() {
    Fakes.Writer writer = new Fakes.Writer();

    failure(Pipeline.over(catalog(2)).enrich(writer).encode(items -> Collections.emptyList()));

    assertEquals(List.of(), writer.asked());
  }
}
