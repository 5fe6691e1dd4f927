package io.llmrec.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnsTest {

  private static final InteractionColumns VIEWS =
      InteractionColumns.of("u", "i", "t", TimeFormat.seconds());

  @TempDir Path folder;

  private <T> List<T> read(String text, RowMapping<T> mapping) {
    Path file = TestFiles.write(folder, "f", text);
    return Rows.of(file, Delimited.withHeader(","), mapping, ReadOptions.utf8()).toList();
  }

  @Test
  void interactionsAreViewsOfValueOneUnlessTheColumnsSayOtherwise() {
    String log = "t,i,u,what,much\n9,shoe,ann,buy,2.5\n";

    Instant time = Instant.ofEpochSecond(9);
    assertEquals(List.of(Interaction.view("ann", "shoe", time)), read(log, VIEWS));
    assertEquals(
        List.of(new Interaction("ann", "shoe", "buy", 2.5, time)),
        read(log, VIEWS.kindFrom("what").valueFrom("much")));
    assertEquals(
        List.of(new Interaction("ann", "shoe", "order", 1, time)), read(log, VIEWS.kind("order")));
  }

  @Test
  void aBlankFieldIsNotReplacedByTheDefault() {
    String log = "t,i,u,what\n9,shoe,ann,\n";

    BadRowException e =
        assertThrows(BadRowException.class, () -> read(log, VIEWS.kindFrom("what")));

    assertEquals("what", e.error().column());
  }

  @Test
  void missingColumnsAreNamedWithThoseThatAreThere() {
    BadRowException e =
        assertThrows(BadRowException.class, () -> read("time,i,u\n9,shoe,ann\n", VIEWS));

    assertEquals(
        "f, line 1, column 't' cannot be read: there is no such column; there is 'time', 'i', 'u';"
            + " the row begins \"\"",
        e.getMessage());
  }

  @Test
  void itemsTakeCategoriesFromSeveralColumnsAndLeaveBlankAttributesOut() {
    ItemColumns columns =
        new ItemColumns("id", "name", List.of("shelf", "tags"), "/", List.of("brand", "year"));

    List<Item> items = read("id,name,shelf,tags,brand,year\n7,Shoe,Feet,red/big,,1999\n", columns);

    assertEquals(
        List.of(
            new Item(
                "7", "Shoe", List.of("Feet", "red", "big"), Map.of("year", "1999"), List.of())),
        items);
  }

  @Test
  void itemsNeedATitle() {
    ItemColumns columns = ItemColumns.of("id", "name").withCategories("c", "|").withAttributes("a");

    BadRowException e =
        assertThrows(BadRowException.class, () -> read("id,name,c,a\n7, ,x,y\n", columns));

    assertEquals("name", e.error().column());
    assertEquals("must not be blank", e.error().message());
  }

  @Test
  void usersHaveTheAttributesAskedFor() {
    List<UserContext> users = read("id,age,x\nann,30,y\n", UserColumns.of("id", "age"));

    assertEquals(List.of(new UserContext("ann", Map.of("age", "30"), List.of())), users);
  }

  @Test
  void refusesBlankNamesAndImpossibleConstants() {
    assertThrows(
        IllegalArgumentException.class,
        () -> InteractionColumns.of(" ", "i", "t", TimeFormat.iso()));
    assertThrows(
        IllegalArgumentException.class,
        () -> InteractionColumns.of("u", "i", "", TimeFormat.iso()));
    assertThrows(IllegalArgumentException.class, () -> VIEWS.kind(" "));
    assertThrows(IllegalArgumentException.class, () -> VIEWS.valueFrom(""));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new InteractionColumns("u", "i", VIEWS.time(), ColumnOr.constant("NaN"), VIEWS.kind()));
    assertThrows(IllegalArgumentException.class, () -> ItemColumns.of("", "t"));
    assertThrows(
        IllegalArgumentException.class, () -> ItemColumns.of("id", "t").withCategories("c", ""));
    assertThrows(IllegalArgumentException.class, () -> UserColumns.of("id", " "));
  }
}
