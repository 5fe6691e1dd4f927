package io.llmrec.prompt.enrich.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.enrich.UserProfile;
import io.llmrec.core.enrich.UserProfiler;
import io.llmrec.core.eval.AsOfGuard;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.testing.SummarizerContract;
import io.llmrec.core.testing.UserProfilerContract;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.enrich.EnrichOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

  private static final TopicProfiler.Choices CHOICES =
      new TopicProfiler.Choices(List.of("Cycling", "Kitchen", "骑行"), List.of("Europe", "Asia"));
  private static final String TOPICS =
      "{\"topics\": [\"cycling\", \"Kitchen\", \"Cycling\"], \"regions\": [\"Asia\"]}";
  private static final Factors FACTORS = new Factors("gear", List.of("use", "price"));
  private static final String PREFERENCES =
      "{\"preferences\": [{\"factor\": \"Use\", \"text\": \"Commutes by bicycle.\"}]}";

  private static LanguageModel saying(String reply) {
    return prompt -> Reply.of(reply).by("m-1");
  }

  private static TopicProfiler topics(String reply) {
    return TopicProfiler.of(saying(reply), Samples.catalog(), CHOICES);
  }

  private static PreferenceReasoner reasoner(String reply) {
    return PreferenceReasoner.of(saying(reply), Samples.catalog(), FACTORS);
  }

  private static Map<String, Long> refusals(TopicProfiler profiler) {
    assertEquals(List.of(Optional.empty()), profiler.profile(List.of(Samples.user()), Samples.NOW));
    return profiler.refusals();
  }

  @Nested
  class Topics implements UserProfilerContract {
    @Override
    public UserProfiler userProfiler() {
      return topics(TOPICS);
    }
  }

  @Nested
  class Preferences implements UserProfilerContract {
    @Override
    public UserProfiler userProfiler() {
      return reasoner(PREFERENCES);
    }
  }

  @Nested
  class Knowledge implements SummarizerContract {
    @Override
    public Summarizer summarizer() {
      return ItemKnowledge.of(
          saying("{\"facts\": [{\"factor\": \"price\", \"text\": \"Cheap.\"}]}"), FACTORS);
    }
  }

  @Test
  void topicsAreThoseOfTheListAsTheHostWritesThem() {
    UserProfile profile =
        topics(TOPICS).profile(List.of(Samples.user()), Samples.NOW).get(0).orElseThrow();

    assertEquals("topics: Cycling, Kitchen; regions: Asia", profile.text());
    assertEquals("user-1", profile.userId());
    assertEquals("m-1", profile.enrichment().provenance().model());
    assertEquals(TOPICS, profile.enrichment().reply());
  }

  @Test
  void namesOutsideTheListAndOtherNumbersAreRefused() {
    assertEquals(
        Map.of("not in the list", 1L),
        refusals(topics("{\"topics\": [\"Golf\"], \"regions\": []}")));
    assertEquals(
        Map.of("not in the list", 1L),
        refusals(topics("{\"topics\": [\"Cycling\"], \"regions\": [\"Mars\"]}")));
    assertEquals(Map.of("other number", 1L), refusals(topics("{\"topics\": [], \"regions\": []}")));
    assertEquals(Map.of("form", 1L), refusals(topics("{\"topics\": [\"Cycling\"]}")));
  }

  @Test
  void promptHoldsTheHistoryAndNoUserIdAndOnlyNamedAttributes() {
    AtomicReference<String> asked = new AtomicReference<>("");
    LanguageModel model =
        prompt -> {
          asked.set(prompt.text());
          return Reply.of(TOPICS);
        };
    UserContext user =
        new UserContext(
            "secret-id", Map.of("age", "30-39", "phone", "555-1234"), Samples.user().history());

    TopicProfiler.of(
            model,
            Samples.catalog(),
            CHOICES,
            EnrichOptions.DEFAULT.withLanguage(Language.EN),
            new HistoryOptions(2, List.of("age")))
        .profile(List.of(user), Samples.NOW);

    assertTrue(asked.get().contains("\"age\":\"30-39\""), asked.get());
    assertTrue(asked.get().contains("Pour-over coffee dripper"));
    assertFalse(asked.get().contains("Half-finger cycling gloves"), "only the last 2 are told");
    assertFalse(asked.get().contains("555-1234"));
    assertFalse(asked.get().contains("secret-id"));
  }

  @Test
  void usersWithoutAKnownHistoryAreNotAskedAbout() {
    UserContext stranger =
        UserContext.of("s", List.of(Interaction.view("s", "gone", Samples.NOW.minusSeconds(9))));

    List<Optional<UserProfile>> profiles =
        topics(TOPICS)
            .profile(List.of(stranger, Samples.user(), UserContext.cold("c")), Samples.NOW);

    assertEquals(List.of(false, true, false), profiles.stream().map(Optional::isPresent).toList());
  }

  @Test
  void profileMeetsNoSampleOfItsOwnPast() {
    HistoryCut cut = HistoryCut.of(Samples.user(), 30);
    UserProfile profile =
        reasoner(PREFERENCES).profile(List.of(cut.knowledge()), cut.asOf()).get(0).orElseThrow();

    AsOfGuard.require("profile", profile.enrichment().provenance(), cut.samples().get(0).time());
    Instant told = cut.knowledge().history().get(0).time();
    assertThrows(
        IllegalArgumentException.class,
        () -> AsOfGuard.require("profile", profile.enrichment().provenance(), told));
  }

  @Test
  void historyThatIsLaterThanItsDateIsNamed() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> topics(TOPICS).profile(List.of(Samples.user()), Instant.EPOCH));

    assertEquals(
        "history of user 'user-1' goes on to 2026-06-30T11:43:20Z and must not be told as of"
            + " 1970-01-01T00:00:00Z",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"3, 30, 2", "4, 30, 2", "1, 30, 1", "10, 3, 3", "0, 30, 0"})
  void cutIsHalfOfTheHistoryButAtMostTheCap(int events, int cap, int knowledge) {
    UserContext user = UserContext.of("u", events(events, 60));

    HistoryCut cut = HistoryCut.of(user, cap);

    assertEquals(knowledge, cut.knowledge().history().size());
    assertEquals(events - knowledge, cut.samples().size());
  }

  @Test
  void eventsOfOneMomentAreNotCutApart() {
    HistoryCut cut = HistoryCut.of(UserContext.of("u", events(5, 0)), 2);

    assertEquals(5, cut.knowledge().history().size());
    assertEquals(List.of(), cut.samples());
  }

  private static List<Interaction> events(int count, int secondsApart) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> Interaction.view("u", "item-" + i, Samples.NOW.plusSeconds(i * secondsApart)))
        .toList();
  }

  @Test
  void preferencesAreLinesOfTheHostsFactors() {
    Optional<UserProfile> text =
        reasoner(PREFERENCES).profile(List.of(Samples.user()), Samples.NOW).get(0);

    assertEquals("use: Commutes by bicycle.", text.orElseThrow().text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'factor': 'colour', 'text': 'Red.'}|not in the list",
        "{'factor': 'use', 'text': 'a'}, {'factor': 'use', 'text': 'b'}|other length",
        "{'factor': 'use', 'text': ' '}|other length",
        "{'factor': 'use', 'text': 'Pays 300 for it.'}|invented word",
        "|nothing said",
      })
  void otherFactorsAndInventedNumbersAreRefused(String preferences, String kind) {
    String list = preferences == null ? "" : preferences.replace('\'', '"');
    PreferenceReasoner reasoner = reasoner("{\"preferences\": [" + list + "]}");

    assertEquals(List.of(Optional.empty()), reasoner.profile(List.of(Samples.user()), Samples.NOW));
    assertEquals(Map.of(kind, 1L), reasoner.refusals());
  }

  @Test
  void itemKnowledgeKnowsNoUserAndUserKnowledgeNoCandidate() {
    AtomicReference<String> asked = new AtomicReference<>("");
    LanguageModel model =
        prompt -> {
          asked.set(prompt.text());
          return Reply.of("{\"facts\": [{\"factor\": \"use\", \"text\": \"Made in 1990.\"}]}");
        };

    List<Optional<Enrichment>> texts =
        ItemKnowledge.of(model, FACTORS).summarize(List.of(Item.of("i", "Bicycle lamp")));

    assertEquals("use: Made in 1990.", texts.get(0).orElseThrow().text());
    assertTrue(asked.get().contains("Bicycle lamp"));
    assertTrue(asked.get().contains("[\"use\",\"price\"]"));
  }

  @Test
  void factorsAreProposedByTheModelAndEditedByTheHost() {
    FactorDiscovery discovery =
        FactorDiscovery.of(
            saying("{\"factors\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]}"),
            EnrichOptions.DEFAULT);

    Factors factors = discovery.propose("a tent for a family").orElseThrow().factors();
    Factors edited = factors.without("b").with("weight");

    assertEquals(List.of("a", "c", "d", "e", "f", "weight"), edited.names());
    assertEquals("a tent for a family", edited.scenario());
    assertTrue(
        FactorDiscovery.of(saying("{\"factors\": [\"a\", \"a\"]}"), EnrichOptions.DEFAULT)
            .propose("a tent")
            .isEmpty());
    assertEquals(9, Factors.movies().names().size());
    assertEquals(9, Factors.books().names().size());
  }

  @Test
  void misuseIsNamed() {
    assertEquals(
        "factors must be neither blank nor twice in the list, was 'A'",
        message(() -> new Factors("s", List.of("a", "A"))));
    assertEquals("cap must be at least 1, was 0", message(() -> HistoryCut.of(Samples.user(), 0)));
    assertEquals(
        "maxEvents must be 1 to 200, was 0", message(() -> new HistoryOptions(0, List.of())));
    assertEquals(
        "topics must hold at least 1 name, held none",
        message(() -> new TopicProfiler.Choices(List.of(), List.of())));
  }

  private static String message(Runnable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse::run).getMessage();
  }
}
