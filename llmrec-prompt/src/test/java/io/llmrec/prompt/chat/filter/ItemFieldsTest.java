package io.llmrec.prompt.chat.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.StrictJson;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemFieldsTest {

  private static final List<Item> ITEMS =
      List.of(
          item("Alpine gloves", "Gloves", "18", "2024-01-05", "Nord"),
          item("City gloves", "Gloves", "30.50", "2025-06-01", "Süd"),
          item("Front light", "Lights", "45", "2026-02-28", "Nord"),
          item("手冲咖啡滤杯", "咖啡", "68", "2026-03-01", "云岭"),
          Item.of("bare", "Bare thing"));

  private final ItemFields fields = ItemFields.derive(ITEMS);

  private static Item item(
      String title, String category, String price, String listed, String brand) {
    return Item.of(title, title)
        .withCategories("All", category)
        .withAttribute("price", price)
        .withAttribute("listed", listed)
        .withAttribute("brand", brand);
  }

  private static Filter read(String json) {
    try {
      return FilterJson.read(StrictJson.read(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private List<Integer> select(String json) {
    return fields.select(fields.check(read(json))).stream().boxed().toList();
  }

  private String refusal(String json) {
    return assertThrows(FilterException.class, () -> fields.check(read(json))).getMessage();
  }

  @Test
  void findsTheTypesOfFields() {
    List<String> found =
        fields.fields().stream().map(field -> field.name() + " " + field.type()).toList();

    assertEquals(
        List.of("title TEXT", "category KEYWORD", "brand KEYWORD", "listed DATE", "price NUMBER"),
        found);
    Field price = fields.fields().get(4);
    assertEquals("18", price.least());
    assertEquals("68", price.most());
    assertEquals("2024-01-05", fields.fields().get(3).least());
    assertEquals(List.of("All", "Gloves", "Lights", "咖啡"), fields.fields().get(1).frequent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'field':'price','op':'<','value':30.5} | 0",
        "{'field':'price','op':'<=','value':'30.50'} | 0,1",
        "{'field':'PRICE','op':'>','value':45} | 3",
        "{'field':'price','op':'>=','value':45} | 2,3",
        "{'field':'price','op':'=','value':18.0} | 0",
        "{'field':'price','op':'!=','value':18} | 1,2,3,4",
        "{'field':'price','op':'in','value':[18, 68]} | 0,3",
        "{'field':'listed','op':'>=','value':'2026-01-01'} | 2,3",
        "{'field':'category','op':'=','value':'ＧＬＯＶＥＳ'} | 0,1",
        "{'field':'category','op':'!=','value':'gloves'} | 2,3,4",
        "{'field':'category','op':'in','value':['lights','咖啡']} | 2,3",
        "{'field':'brand','op':'contains','value':'nord'} | 0,2",
        "{'field':'title','op':'contains','value':'gloves city'} | 1",
        "{'field':'title','op':'contains','value':'咖啡'} | 3",
        "{'not':{'field':'price','op':'<','value':40}} | 2,3,4",
        "{'and':[{'field':'brand','op':'=','value':'Nord'},{'field':'price','op':'<','value':40}]}"
            + " | 0",
        "{'or':[{'field':'brand','op':'=','value':'süd'},{'field':'price','op':'>','value':60}]} |"
            + " 1,3",
      })
  void selectsRows(String filter, String rows) {
    List<Integer> expected =
        List.of(rows.split(",")).stream().map(String::strip).map(Integer::valueOf).toList();

    assertEquals(expected, select(filter));
    Filter checked = fields.check(read(filter));
    assertEquals(
        expected,
        IntStream.range(0, ITEMS.size()).filter(r -> fields.passes(checked, r)).boxed().toList());
  }

  @Test
  void namesWhatIsAllowed() {
    assertEquals(
        "there is no field 'prise', perhaps 'price'; there are [title, category, brand, listed,"
            + " price]",
        refusal("{'field':'prise','op':'<','value':3}"));
    assertEquals(
        "field 'brand' is KEYWORD and knows no <; allowed are [=, !=, in, contains]",
        refusal("{'field':'brand','op':'<','value':3}"));
    assertEquals(
        "field 'category' has no value 'Glove'; the nearest is 'Gloves', frequent ones are"
            + " [All, Gloves, Lights, 咖啡]",
        refusal("{'field':'category','op':'=','value':'Glove'}"));
    assertEquals(
        "field 'price' is NUMBER from 18 to 68, 'cheap' is none",
        refusal("{'field':'price','op':'<','value':'cheap'}"));
    assertEquals(
        "there is no op 'like'; allowed are [=, !=, in, <, <=, >, >=, contains]",
        refusal("{'field':'brand','op':'like','value':'%'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]",
        "'price < 3'",
        "{}",
        "{'field':'price'}",
        "{'field':'price','op':'<','value':{}}",
        "{'field':'price','op':'<','value':[1]}",
        "{'field':'price','op':'<','value':null}",
        "{'field':'brand','op':'in','value':[]}",
        "{'field':'brand','op':'=','value':' '}",
        "{'field':'brand','op':'=','value':'x','also':1}",
        "{'and':[]}",
        "{'and':{'field':'price','op':'<','value':3}}",
        "{'and':[{'field':'price','op':'<','value':3}],'or':[]}",
        "{'not':[{'field':'price','op':'<','value':3}]}",
        "{'sql':'1=1'}",
        "{'not':{'not':{'not':{'not':{'not':{'field':'price','op':'<','value':3}}}}}}",
      })
  void refusesOtherForms(String json) {
    assertThrows(FilterException.class, () -> read(json));
  }

  @Test
  void refusesTooManyTests() {
    String test = "{'field':'price','op':'<','value':3}";
    String many = "{'or':[" + (test + ",").repeat(31) + test + "]}";
    read(many);

    assertThrows(FilterException.class, () -> read("{'and':[" + many + "," + test + "]}"));
  }

  @Test
  void writesWhatItReads() throws JsonProcessingException {
    String json =
        "{\"and\":[{\"field\":\"brand\",\"op\":\"in\",\"value\":[\"a\",\"b\"]},{\"not\":{\"or\":"
            + "[{\"field\":\"price\",\"op\":\"<=\",\"value\":\"3\"}]}}]}";
    JsonNode node = StrictJson.read(json);

    assertEquals(json, StrictJson.write(FilterJson.write(FilterJson.read(node))));
  }

  /** De Morgan over random trees: what a filter selects is what its rows pass one by one. */
  @Test
  void selectsWhatPasses() {
    SplittableRandom random = new SplittableRandom(3);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Item item = Item.of("i" + i, "t" + random.nextInt(9)).withCategories("c" + random.nextInt(5));
      items.add(random.nextInt(4) == 0 ? item : item.withAttribute("n", "" + random.nextInt(20)));
    }
    ItemFields all = ItemFields.derive(items);
    for (int round = 0; round < 200; round++) {
      Filter filter = all.check(random(random, 1));
      BitSet selected = all.select(filter);
      BitSet negated = all.select(new Filter.Not(filter));
      for (int row = 0; row < items.size(); row++) {
        assertEquals(all.passes(filter, row), selected.get(row), filter.toString());
        assertTrue(selected.get(row) != negated.get(row));
      }
    }
  }

  private static Filter random(SplittableRandom random, int depth) {
    int kind = random.nextInt(depth < 4 ? 5 : 2);
    return switch (kind) {
      case 0 -> Filter.test("n", Op.values()[random.nextInt(7)], "" + random.nextInt(20));
      case 1 -> Filter.test("category", Op.EQUAL, "c" + random.nextInt(5));
      case 2 -> new Filter.All(List.of(random(random, depth + 1), random(random, depth + 1)));
      case 3 -> new Filter.Any(List.of(random(random, depth + 1), random(random, depth + 1)));
      default -> new Filter.Not(random(random, depth + 1));
    };
  }

  @Test
  void takesDeclaredFields() {
    ItemFields declared =
        ItemFields.of(
            List.of(Item.of("a", "A").withAttribute("features", "warm, dry")),
            List.of(FieldSource.attributeList("features", ",")));

    assertEquals(1, declared.select(Filter.test("features", Op.EQUAL, "Dry")).cardinality());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ItemFields.of(
                ITEMS,
                List.of(FieldSource.title(), FieldSource.attribute("Title", FieldType.TEXT))));
    assertThrows(IllegalArgumentException.class, () -> ItemFields.of(ITEMS, List.of()));
  }
}
