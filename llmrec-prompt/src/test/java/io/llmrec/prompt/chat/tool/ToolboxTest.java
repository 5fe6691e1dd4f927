package io.llmrec.prompt.chat.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LlmException;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.Op;
import io.llmrec.prompt.chat.plan.Plan.ToolCall;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.Step;
import io.llmrec.prompt.chat.state.Wish;
import io.llmrec.prompt.chat.tool.ToolRun.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolboxTest {

  private static final ChatCatalog CATALOG =
      ChatCatalog.builder(
              Catalog.of(
                  List.of(
                      film("a", "Heat (1995)", "Crime", "1995"),
                      film("b", "Ronin (1998)", "Crime", "1998"),
                      film("c", "Fargo (1996)", "Comedy", "1996"),
                      film("d", "Paddington (2014)", "Comedy", "2014"),
                      film("e", "Heat (1986)", "Action", "1986"))))
          .popularity((user, ids) -> new double[] {5, 1, 4, 3, 2})
          .build();

  private final Toolbox tools =
      new Toolbox(
          (state, rows, limit) -> List.of(),
          (seeds, rows, limit) -> rows.stream().boxed().filter(r -> !seeds.contains(r)).toList());
  private final Workbench bench =
      new Workbench(CATALOG, ConversationState.empty("c", "u").nextTurn(), List.of());

  private static Item film(String id, String title, String genre, String year) {
    return Item.of(id, title).withCategories(genre).withAttribute("year", year);
  }

  private ToolRun run(String tool, String input) {
    try {
      return tools.run(
          bench, new ToolCall(tool, (ObjectNode) StrictJson.read(input.replace('\'', '"'))));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private String head() {
    StringBuilder ids = new StringBuilder();
    bench.head(9).forEach(row -> ids.append(CATALOG.item(row).id()));
    return ids.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "popularity | {} | acdeb",
        "rank | {'by':'year'} | eacbd",
        "rank | {'by':'year','order':'descending'} | dbcae",
        "rank | {'by':'popularity'} | acdeb",
        "rank | {'by':'preference'} | acdeb",
        "recommend | {} | acdeb",
        "filter | {'where':{'field':'year','op':'<','value':1997}} | ace",
        "search | {'text':'comedy'} | cd",
        "similar | {'items':['Fargo']} | abde",
        "keep | {'items':['Ronin','Fargo (1996)']} | cb",
        "remove | {'items':['ronin']} | acde",
        "reset | {} | acdeb",
        "undo | {} | acdeb",
      })
  void doesWhatItSays(String tool, String input, String expected) {
    ToolRun run = run(tool, input);

    assertEquals(Outcome.OK, run.outcome(), run.observation());
    assertEquals(expected, head());
    assertEquals(expected.length(), run.after());
    assertEquals(5, run.before());
  }

  @Test
  void ranksByWishes() {
    bench.replace(
        bench
            .state()
            .with(Wish.of(Wish.Kind.PREFER, "old", Filter.test("year", Op.LESS, "1996"), 1))
            .with(Wish.of(Wish.Kind.PREFER, "crime", null, 1)));
    run("rank", "{'by':'preference'}");

    // The first Heat has both wishes, Ronin and the other Heat one each, the comedies none.
    assertEquals('a', head().charAt(0));
    assertEquals("cd", head().substring(3));
  }

  @Test
  void takesTheCandidateOfSeveralOfOneTitle() {
    run("filter", "{'where':{'field':'year','op':'<','value':1990}}");
    run("details", "{'items':['Heat']}");

    assertEquals(List.of(4), bench.discussed());
  }

  @Test
  void leavesAllWhenNothingWouldBeLeft() {
    ToolRun run = run("search", "{'text':'documentary'}");

    assertEquals(Outcome.ERROR, run.outcome());
    assertEquals(
        "nothing is left by this, 5 candidates without it: ask for less", run.observation());
    assertEquals(5, bench.count());
    assertEquals(List.of(), bench.state().steps());
  }

  @Test
  void namesTheNearestTitle() {
    assertEquals(
        "no item is called 'Ronin 2'; the nearest is 'Ronin (1998)'",
        run("details", "{'items':['Ronin 2']}").observation());
  }

  @Test
  void searchesAnewWhenLaterWishesLeaveNothingOfIt() {
    run("search", "{'text':'crime'}");
    Step step = bench.state().steps().get(0);
    assertEquals(List.of("a", "b"), step.itemIds().stream().sorted().toList());

    Workbench later =
        new Workbench(
            CATALOG,
            bench
                .state()
                .nextTurn()
                .with(
                    Wish.of(
                        Wish.Kind.MUST, "comedy", Filter.test("category", Op.EQUAL, "Comedy"), 2)),
            List.of());
    assertEquals(0, later.count());
  }

  @Test
  void tellsWhenTheRecommenderFails() {
    Toolbox failing =
        new Toolbox(
            (state, rows, limit) -> {
              throw LlmException.retryable("no connection", null);
            },
            (seeds, rows, limit) -> List.of());
    ToolRun run =
        failing.run(bench, new ToolCall("recommend", JsonNodeFactory.instance.objectNode()));

    assertEquals(Outcome.FAILED, run.outcome());
    assertEquals("recommend failed: no connection", run.observation());
    assertEquals("acdeb", head());
  }

  @Test
  void ignoresItemsAndFieldsThatAreGone() {
    ConversationState old =
        ConversationState.empty("c", "u")
            .nextTurn()
            .with(Wish.of(Wish.Kind.MUST, "gone", Filter.test("gone", Op.EQUAL, "x"), 1))
            .with(Step.filter("gone", Filter.test("gone", Op.EQUAL, "x"), 1))
            .with(Step.of(Step.Kind.REMOVE, "", List.of("gone", "a"), 1))
            .withShown("gone");
    Workbench later = new Workbench(CATALOG, old.nextTurn(), List.of("gone", "b"));

    assertEquals(3, later.count());
    assertTrue(later.fresh(9).size() == 3);
  }
}
